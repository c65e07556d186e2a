package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Effort;
import orgs.testing.Randomized;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** Backups that orgs can't have written, with the checksum that belongs to them. */
@Randomized
class ForgedBackupsTest {

  private static final String HEADER =
      "{\"orgs_backup\":1,\"schema_version\":\"3\",\"created\":\"2026-01-01T00:00:00Z\"}";

  private static final String ALL =
      "SELECT org_id, org_name, member_id, member_name FROM organizations"
          + " LEFT JOIN members USING (org_id) ORDER BY 1, 3";

  private final TestOrgs orgs = TestOrgs.migrated();

  @TempDir Path folder;

  /** The quotes of JSON are single ones here, and ; ends a line. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // What is there, and in which order.
        "line 3 is an organization after members"
            + "|{'org_id':1,'member_id':1,'member_name':'a'};{'org_id':2,'org_name':'b'}",
        "line 4 is an organization after members"
            + "|{'org_id':1,'org_name':'a'};{'org_id':1,'member_id':1,'member_name':'a'};"
            + "{'org_id':2,'org_name':'b'}",
        "line 3 is not in the order of the organizations' ids"
            + "|{'org_id':2,'org_name':'b'};{'org_id':1,'org_name':'a'}",
        "line 3 is not in the order of the organizations' ids"
            + "|{'org_id':2,'org_name':'b'};{'org_id':2,'org_name':'a'}",
        "line 5 is not in the order of the organizations' ids"
            + "|{'org_id':1,'org_name':'a'};{'org_id':2,'org_name':'b'};"
            + "{'org_id':2,'member_id':1,'member_name':'x'};"
            + "{'org_id':1,'member_id':2,'member_name':'x'}",
        "line 3 is a member of an organization that the backup lacks"
            + "|{'org_id':1,'org_name':'a'};{'org_id':2,'member_id':1,'member_name':'x'}",
        "line 4 is a member of an organization that the backup lacks"
            + "|{'org_id':1,'org_name':'a'};{'org_id':3,'org_name':'b'};"
            + "{'org_id':2,'member_id':1,'member_name':'x'}",
        "line 3 is a second first line|{'org_id':1,'org_name':'a'};HEADER",
        "line 3 does not have the keys of a backup|{'org_id':1,'org_name':'a'};{}",
        // Of a merge.
        "line 2 is merged into itself|{'org_id':1,'org_name':'a','merged_into':1}",
        "line 3 is merged into itself"
            + "|{'org_id':1,'org_name':'a','merged_into':2};"
            + "{'org_id':2,'org_name':'b','merged_into':2}",
        "line 3 was not merged into the same organization as the others"
            + "|{'org_id':1,'org_name':'a','merged_into':9};{'org_id':2,'org_name':'b'}",
        "line 3 was not merged into the same organization as the others"
            + "|{'org_id':1,'org_name':'a','merged_into':9};"
            + "{'org_id':2,'org_name':'b','merged_into':8}",
        // Numbers.
        "line 2 has the id -5, and ids begin with 1|{'org_id':-5,'org_name':'a'}",
        "line 2 has the id 0, and ids begin with 1|{'org_id':0,'org_name':'a'}",
        "line 2 has the id 0, and ids begin with 1|{'org_id':-0,'org_name':'a'}",
        "line 2 has the id -1, and ids begin with 1"
            + "|{'org_id':1,'org_name':'a','merged_into':-1}",
        "line 3 has the id -7, and ids begin with 1"
            + "|{'org_id':1,'org_name':'a'};{'org_id':1,'member_id':-7,'member_name':'x'}",
        "line 2 has a value of another type|{'org_id':'1','org_name':'a'}",
        "line 2 has a value of another type|{'org_id':1.0,'org_name':'a'}",
        "line 2 has a value of another type|{'org_id':1e3,'org_name':'a'}",
        "line 2 has a value of another type|{'org_id':true,'org_name':'a'}",
        "line 2 has a value of another type|{'org_id':null,'org_name':'a'}",
        "line 2 has a value of another type|{'org_id':[1],'org_name':'a'}",
        "line 2 has a value of another type|{'org_id':1,'org_name':{'x':'a'}}",
        "line 2 has a value of another type|{'org_id':1,'org_name':7}",
        "line 2 has a value of another type|{'org_id':1,'org_name':null}",
        "line 2 has a value of another type|{'org_id':1,'org_name':'a','merged_into':null}",
        "line 2 is not a JSON object of a backup|{'org_id':9223372036854775808,'org_name':'a'}",
        "line 2 is not a JSON object of a backup|{'org_id':01,'org_name':'a'}",
        "line 2 is not a JSON object of a backup|{'org_id':+1,'org_name':'a'}",
        "line 2 is not a JSON object of a backup|{'org_id':NaN,'org_name':'a'}",
        // Keys and values.
        "line 2 has a key twice|{'org_id':1,'org_id':1,'org_name':'a'}",
        "line 2 has a key twice|{'org_id':1,'org_name':'a','org_name':'b'}",
        "line 2 does not have the keys of a backup|{'org_id':1,'org_name':'a','x':'y'}",
        "line 2 does not have the keys of a backup|{'org_id':1}",
        "line 2 does not have the keys of a backup|{'org_id':1,'member_id':1}",
        "line 2 does not have the keys of a backup"
            + "|{'org_id':1,'org_name':'a','member_id':1,'member_name':'x'}",
        "line 2 has more than one JSON value|{'org_id':1,'org_name':'a'} {}",
        "line 2 is not a JSON object of a backup|{'org_id':1,'org_name':'a'},",
        "line 2 is not a JSON object of a backup|[1]",
        "line 2 is not a JSON object of a backup|{'org_id':1,'org_name':'a'",
        "line 2 is not a JSON object of a backup|{'org_id':1,'org_name':'a\tb'}",
        // Names.
        "line 2 has a name of organization that is empty|{'org_id':1,'org_name':''}",
        "line 2 has a name of organization that is blank|{'org_id':1,'org_name':' '}",
        "line 2 has a name of organization that looks like an id|{'org_id':1,'org_name':'id:7'}",
        "line 2 has a name of organization that has a NUL character"
            + "|{'org_id':1,'org_name':'a\\u0000'}",
        "line 3 has a name of member that is not valid Unicode"
            + "|{'org_id':1,'org_name':'a'};{'org_id':1,'member_id':1,'member_name':'\\ud800'}",
        "line 3 has a name of member that is not valid Unicode"
            + "|{'org_id':1,'org_name':'a'};"
            + "{'org_id':1,'member_id':1,'member_name':'\\udc00\\ud800'}",
        "line 3 has a name of member that is 51 characters long; the limit is 50"
            + "|{'org_id':1,'org_name':'a'};{'org_id':1,'member_id':1,'member_name':'"
            + "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'}",
      })
  void isRefused(String problem, String lines) throws IOException {
    List<byte[]> bytes = new ArrayList<>();
    for (String line : lines.replace('\'', '"').replace("HEADER", HEADER).split(";")) {
      bytes.add(line.getBytes(StandardCharsets.UTF_8));
    }
    // The member of the first one comes where an organization is wanted.
    if (problem.startsWith("line 3 is an organization after")) {
      problem = "line 2 is a member of an organization that the backup lacks";
    }
    assertRefused(problem, forged(bytes, lines.split("org_name").length - 1, 0));
  }

  @Test
  void numbersOfTheLastLineAreCounted() throws IOException {
    List<byte[]> lines =
        List.of(
            "{\"org_id\":1,\"org_name\":\"a\"}".getBytes(StandardCharsets.UTF_8),
            "{\"org_id\":1,\"member_id\":1,\"member_name\":\"x\"}"
                .getBytes(StandardCharsets.UTF_8));
    for (long[] numbers : new long[][] {{2, 0}, {0, 2}, {1, 2}, {1, 0}, {1, -1}, {0, 0}}) {
      assertRefused(
          "it doesn't have as many organizations and members as it says",
          forged(lines, numbers[0], numbers[1]));
    }
    assertThat(orgs.run("restore", forged(lines, 1, 1).toString())).isEqualTo(Result.ok("1\t1\n"));
  }

  @Test
  void nothingComesAfterTheLastLine() throws IOException {
    Path file = forged(List.of("{\"org_id\":1,\"org_name\":\"a\"}".getBytes()), 1, 0);
    byte[] whole = Files.readAllBytes(file);
    for (String rest : List.of("\n", "{\"org_id\":2,\"org_name\":\"b\"}\n", "x", " ")) {
      ByteArrayOutputStream more = new ByteArrayOutputStream();
      more.write(whole);
      more.write(rest.getBytes());
      Files.write(file, more.toByteArray());
      assertRefused("there is something after its last line", file);
    }
    ByteArrayOutputStream twice = new ByteArrayOutputStream();
    twice.write(whole);
    twice.write(whole);
    Files.write(file, twice.toByteArray());
    assertRefused("there is something after its last line", file);
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws IOException {
    // Overlong forms of a slash and of NUL, a surrogate, what is beyond Unicode, a byte alone.
    for (int[] name :
        new int[][] {
          {0xc0, 0xaf},
          {0xc0, 0x80},
          {0xe0, 0x80, 0xaf},
          {0xf0, 0x80, 0x80, 0xaf},
          {0xed, 0xa0, 0x80},
          {0xf4, 0x90, 0x80, 0x80},
          {0x80},
          {0xff},
        }) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      line.write("{\"org_id\":1,\"org_name\":\"a".getBytes());
      for (int b : name) {
        line.write(b);
      }
      line.write("\"}".getBytes());
      assertRefused("line 2 is not valid UTF-8", forged(List.of(line.toByteArray()), 1, 0));
    }
    byte[] wide = "{\"org_id\":1,\"org_name\":\"a\"}".getBytes(StandardCharsets.UTF_16BE);
    assertRefused("line 2 is not a JSON object of a backup", forged(List.of(wide), 1, 0));
  }

  @Test
  void headerIsChecked() throws IOException {
    Path file = folder.resolve("header");
    for (String header :
        List.of(
            "{\"orgs_backup\":1}",
            "{\"orgs_backup\":1,\"schema_version\":3,\"created\":\"x\"}",
            "{\"orgs_backup\":\"1\",\"schema_version\":\"3\",\"created\":\"x\"}",
            "{\"orgs_backup\":1,\"orgs_backup\":1,\"schema_version\":\"3\",\"created\":\"x\"}",
            "{\"org_id\":1,\"org_name\":\"a\"}")) {
      Files.writeString(
          file, header + "\n{\"organizations\":0,\"members\":0,\"crc32\":\"00000000\"}\n");
      Result result = orgs.run("restore", file.toString());
      assertThat(result.exit()).isEqualTo(ExitCode.FAILURE);
      assertThat(result.err()).startsWith("orgs: " + file + " is not a backup\n");
    }
  }

  @Test
  void namesakesAreRefused() throws IOException {
    Path file =
        forged(
            List.of(
                "{\"org_id\":1,\"org_name\":\"a\"}".getBytes(),
                "{\"org_id\":2,\"org_name\":\"a\"}".getBytes()),
            2,
            0);
    orgs.execute("INSERT INTO organizations VALUES (1, 'a')");
    assertThat(orgs.run("restore", file.toString()))
        .isEqualTo(
            new Result(
                ExitCode.FAILURE,
                "",
                "orgs: the backup has several organizations named 'a'\n"
                    + "hint: nothing was restored\n"));
    assertThat(orgs.query(ALL)).containsExactly("1|a|null|null");
  }

  /** What a slow and simple reader, which has all lines in memory, takes for a backup. */
  private record Model(List<String> lines) {

    private static final Pattern ORGANIZATION =
        Pattern.compile(
            "\\{\"org_id\":(-?\\d+),\"org_name\":\"([^\"]*)\"(?:,\"merged_into\":(-?\\d+))?\\}");
    private static final Pattern MEMBER =
        Pattern.compile(
            "\\{\"org_id\":(-?\\d+),\"member_id\":(-?\\d+),\"member_name\":\"([^\"]*)\"\\}");

    /** The exit code of a restore into an empty schema, whose rows are added to the set. */
    int restore(Set<String> rows) {
      List<Long> ids = new ArrayList<>();
      List<String> merged = new ArrayList<>();
      Set<String> names = new HashSet<>();
      Set<Long> members = new HashSet<>();
      long last = 0;
      boolean conflict = false;
      int count = 0;
      for (String line : lines.subList(1, lines.size() - 1)) {
        Matcher organization = ORGANIZATION.matcher(line);
        Matcher member = MEMBER.matcher(line);
        if (organization.matches()) {
          long id = Long.parseLong(organization.group(1));
          String into = String.valueOf(organization.group(3));
          boolean bad =
              id < 1
                  || count > 0
                  || !ids.isEmpty() && id <= ids.get(ids.size() - 1)
                  || into.equals(String.valueOf(id))
                  || !into.equals("null") && Long.parseLong(into) < 1
                  || organization.group(2).isBlank()
                  || !names.add(organization.group(2));
          merged.add(into);
          if (bad || !merged.get(0).equals(into)) {
            return ExitCode.FAILURE;
          }
          ids.add(id);
        } else if (member.matches()) {
          long of = Long.parseLong(member.group(1));
          long id = Long.parseLong(member.group(2));
          if (of < last || !ids.contains(of) || id < 1 || member.group(3).isBlank()) {
            return ExitCode.FAILURE;
          }
          last = of;
          conflict |= !members.add(id);
          count++;
          rows.add(of + "|" + id + "|" + member.group(3));
        } else {
          return ExitCode.FAILURE;
        }
      }
      String end = "{\"organizations\":%d,\"members\":%d,".formatted(ids.size(), count);
      if (!lines.get(0).equals(HEADER) || !lines.get(lines.size() - 1).startsWith(end)) {
        return ExitCode.FAILURE;
      }
      return conflict ? ExitCode.CONFLICT : ExitCode.OK;
    }
  }

  /** Small changes, of which many are lies and some are not. */
  @Test
  void changedBackupsAreTakenAsAModelTakesThem() throws IOException {
    long seed = Effort.seed();
    Random random = new Random(seed);
    Path file = folder.resolve("changed");
    int[] exits = new int[20];
    for (int i = 0; i < Effort.of("forged", 200); i++) {
      List<String> lines = changed(random);
      Files.write(file, withChecksum(lines));
      Set<String> rows = new HashSet<>();
      int expected = new Model(lines).restore(rows);

      Result result = orgs.run("restore", file.toString());

      assertThat(result.exit()).as("seed %d: %s%n%s", seed, lines, result).isEqualTo(expected);
      assertThat(orgs.query("SELECT org_id, member_id, member_name FROM members"))
          .as("seed %d: %s", seed, lines)
          .containsExactlyInAnyOrderElementsOf(expected == 0 ? rows : Set.of());
      if (expected == 0) {
        orgs.execute("TRUNCATE organizations, members");
      } else {
        assertThat(orgs.query("SELECT 1 FROM organizations")).isEmpty();
      }
      exits[expected]++;
    }
    assertThat(exits[ExitCode.OK]).isPositive();
    assertThat(exits[ExitCode.FAILURE]).isPositive();
  }

  private static List<String> changed(Random random) {
    List<String> lines = new ArrayList<>(List.of(HEADER));
    String merged = random.nextInt(3) == 0 ? ",\"merged_into\":9" : "";
    for (int i = 1; i < 4; i++) {
      lines.add("{\"org_id\":%d,\"org_name\":\"o%d\"%s}".formatted(i, i, merged));
    }
    for (int i = 1; i < 6; i++) {
      lines.add(
          "{\"org_id\":%d,\"member_id\":%d,\"member_name\":\"m%d\"}".formatted(1 + i / 2, i, i));
    }
    for (int changes = random.nextInt(3); changes > 0; changes--) {
      int at = random.nextInt(lines.size());
      String line = lines.get(at);
      switch (random.nextInt(5)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(random.nextInt(lines.size() + 1), line);
        case 2 -> lines.add(random.nextInt(lines.size()), lines.remove(at));
        case 3 ->
            lines.set(
                at,
                line.replaceFirst(
                    random.nextBoolean() ? "(?<=\"org_id\":)\\d+" : "(?<=_i..?.?.?\":)\\d+",
                    String.valueOf(random.nextInt(7) - 1)));
        default ->
            lines.set(
                at,
                line.replaceFirst(
                    "_name\":\"..", random.nextBoolean() ? "_name\":\"o1" : "_name\":\""));
      }
      if (lines.isEmpty()) {
        lines.add(HEADER);
      }
    }
    long organizations = lines.stream().filter(line -> line.contains("org_name")).count();
    long members = lines.stream().filter(line -> line.contains("member_name")).count();
    lines.add(
        "{\"organizations\":%d,\"members\":%d,"
            .formatted(organizations, members + (random.nextInt(10) == 0 ? 1 : 0)));
    return lines;
  }

  private void assertRefused(String problem, Path file) {
    assertThat(orgs.run("restore", file.toString()))
        .isEqualTo(
            new Result(
                ExitCode.FAILURE,
                "",
                "orgs: %s is not a complete backup: %s\nhint: nothing was restored\n"
                    .formatted(file, problem)));
    assertThat(orgs.query("SELECT 1 FROM organizations")).isEmpty();
  }

  private Path forged(List<byte[]> lines, long organizations, long members) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write((HEADER + "\n").getBytes());
    for (byte[] line : lines) {
      bytes.write(line);
      bytes.write('\n');
    }
    bytes.write(
        end("{\"organizations\":%d,\"members\":%d,".formatted(organizations, members), bytes));
    return Files.write(folder.resolve("forged"), bytes.toByteArray());
  }

  private static byte[] withChecksum(List<String> lines) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String line : lines.subList(0, lines.size() - 1)) {
      bytes.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
    bytes.write(end(lines.get(lines.size() - 1), bytes));
    return bytes.toByteArray();
  }

  private static byte[] end(String numbers, ByteArrayOutputStream before) {
    CRC32 crc = new CRC32();
    crc.update(before.toByteArray());
    return (numbers + "\"crc32\":\"%08x\"}\n".formatted(crc.getValue())).getBytes();
  }
}
