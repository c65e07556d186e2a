package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import orgs.testing.Effort;
import orgs.testing.JsonRows;
import orgs.testing.Randomized;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/**
 * Random members and random files against a model in memory: what diff says, what sync does, who
 * keeps which id, and that there is nothing left to do.
 */
@Randomized
class DesiredStateModelTest {

  private static final int PAIRS = Effort.of("syncs", 25);

  private static final int ROUNDS_OF_MANY = 1 + PAIRS / 8;

  private static final int ORGANIZATIONS = 160;

  /**
   * Few, so that names repeat, are missing and are left over; and what may be mistaken for more.
   */
  private static final List<String> NAMES =
      List.of(
          "a",
          "A",
          "á",
          "a\u0301",
          " a",
          "a ",
          "ß",
          "ss",
          "\\N",
          "\\.",
          "tab\tin",
          "line\nin",
          "cr\rin",
          "quote\"'`",
          "\ud83d\ude00",
          "\u0628\u0627",
          "\u200ea",
          "%",
          "_",
          "null",
          "id:7",
          "0",
          "x".repeat(50));

  private final TestOrgs orgs = TestOrgs.migrated();
  private final Random random = new Random(Effort.seed());

  @Test
  void membersBecomeTheFile() {
    orgs.ok("create", "one");
    orgs.ok("create", "other", "--member", "a", "--member", "zzz");
    List<String> other = members("other");
    for (int i = 0; i < PAIRS; i++) {
      List<String> file = names();
      List<List<String>> expected = expected(members("one"), file);
      String input = file.stream().map(JsonRows::string).collect(Collectors.joining("\n"));

      Result diff = runWithInput(input, "members", "diff", "one", "-");
      assertThat(diff.exit()).isEqualTo(expected.isEmpty() ? 0 : 10);
      assertThat(JsonRows.of(diff)).isEqualTo(expected);

      List<String> kept = kept(members("one"), expected);
      Result sync = runWithInput(input, sync("members", "sync", "one", "-"));
      assertThat(sync.exit()).as(sync.err()).isZero();
      assertThat(withoutNewIds(JsonRows.of(sync))).isEqualTo(expected);
      assertThat(members("one").subList(0, kept.size())).isEqualTo(kept);
      assertThat(names(members("one")))
          .isEqualTo(Stream.concat(kept.stream().map(m -> name(m)), added(expected)).toList());

      Result again = runWithInput(input, sync("members", "sync", "one", "-"));
      assertThat(again.exit()).isZero();
      assertThat(again.out()).isEmpty();
    }
    assertThat(members("other")).isEqualTo(other);
  }

  @Test
  void organizationsBecomeTheFile() {
    for (int i = 0; i < ROUNDS_OF_MANY; i++) {
      boolean prune = random.nextBoolean();
      Map<String, List<String>> file = new LinkedHashMap<>();
      for (int n = 0; n < ORGANIZATIONS; n++) {
        file.put("org " + random.nextInt(2 * ORGANIZATIONS), names());
      }
      List<String> lines = new ArrayList<>();
      file.forEach(
          (org, names) -> {
            names.forEach(name -> lines.add(line(org, JsonRows.string(name))));
            if (names.isEmpty() || random.nextInt(5) == 0) {
              lines.add(line(org, "null"));
            }
          });
      String input = String.join("\n", lines);
      Map<String, List<String>> before = contents();
      Map<String, List<String>> after = new TreeMap<>(file);
      before.forEach(
          (org, names) -> {
            if (!prune && !file.containsKey(org)) {
              after.put(org, names);
            }
          });

      String[] pruning = prune ? new String[] {"--prune"} : new String[0];
      Result diff = runWithInput(input, with(pruning, "diff", "-"));
      Result sync = runWithInput(input, with(pruning, sync("sync", "-")));

      assertThat(sync.exit()).as(sync.err()).isZero();
      assertThat(diff.exit()).isEqualTo(diff.out().isEmpty() ? 0 : 10);
      assertThat(withoutNewIds(JsonRows.of(sync))).isEqualTo(JsonRows.of(diff));
      assertThat(sortedValues(contents())).isEqualTo(sortedValues(after));
      assertThat(runWithInput(input, with(pruning, "diff", "-")).out()).isEmpty();
    }
  }

  private static String line(String org, String member) {
    return "{\"org\":" + JsonRows.string(org) + ",\"member\":" + member + "}";
  }

  private static String[] with(String[] more, String... words) {
    return Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray(String[]::new);
  }

  private static String[] sync(String... words) {
    return with(new String[] {"--yes", "--max-removals", "100%"}, words);
  }

  private Result runWithInput(String input, String... words) {
    return orgs.runWithInput(
        input, with(new String[] {"--format", "jsonl", "--input-format", "jsonl"}, words));
  }

  private List<String> names() {
    int size = random.nextInt(4) == 0 ? random.nextInt(2) : random.nextInt(30);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      names.add(NAMES.get(random.nextInt(NAMES.size())));
    }
    return names;
  }

  /** {@code id|name}, in the order of the ids. */
  private List<String> members(String organization) {
    return orgs.query(
        "SELECT member_id, member_name FROM members JOIN organizations USING (org_id)"
            + " WHERE org_name = '"
            + organization
            + "' ORDER BY member_id");
  }

  private static long id(String member) {
    return Long.parseLong(member.substring(0, member.indexOf('|')));
  }

  private static String name(String member) {
    return member.substring(member.indexOf('|') + 1);
  }

  /** The youngest of each name that there are too many of, then the last in the file. */
  private static List<List<String>> expected(List<String> members, List<String> file) {
    List<List<String>> rows = new ArrayList<>();
    Map<String, Integer> wanted = new HashMap<>();
    file.forEach(name -> wanted.merge(name, 1, Integer::sum));
    for (String member : members) {
      if (wanted.merge(name(member), -1, Integer::sum) < 0) {
        rows.add(Arrays.asList("remove", String.valueOf(id(member)), name(member)));
      }
    }
    Map<String, Integer> there = new HashMap<>();
    members.forEach(member -> there.merge(name(member), 1, Integer::sum));
    for (String name : file) {
      if (there.merge(name, -1, Integer::sum) < 0) {
        rows.add(Arrays.asList("add", null, name));
      }
    }
    return rows;
  }

  private static List<String> kept(List<String> members, List<List<String>> changes) {
    List<String> gone =
        changes.stream().filter(row -> row.get(0).equals("remove")).map(row -> row.get(1)).toList();
    return members.stream().filter(m -> !gone.contains(String.valueOf(id(m)))).toList();
  }

  private static Stream<String> added(List<List<String>> changes) {
    return changes.stream().filter(row -> row.get(0).equals("add")).map(row -> row.get(2));
  }

  private static List<String> names(List<String> members) {
    return members.stream().map(DesiredStateModelTest::name).toList();
  }

  /** Additions have an id when they have happened, in their order. */
  private static List<List<String>> withoutNewIds(List<List<String>> rows) {
    long last = 0;
    for (List<String> row : rows) {
      int id = row.size() - 2;
      if (row.get(0).equals("add") && row.get(id + 1) != null) {
        assertThat(Long.parseLong(row.get(id))).isGreaterThan(last);
        last = Long.parseLong(row.get(id));
        row.set(id, null);
      }
    }
    return rows;
  }

  private Map<String, List<String>> contents() {
    Map<String, List<String>> contents = new TreeMap<>();
    String all =
        "SELECT org_name, member_id IS NOT NULL, member_name FROM organizations"
            + " LEFT JOIN members USING (org_id)";
    for (String row : orgs.query(all)) {
      String[] columns = row.split("\\|", 3);
      List<String> members = contents.computeIfAbsent(columns[0], name -> new ArrayList<>());
      if (columns[1].equals("t")) {
        members.add(columns[2]);
      }
    }
    return contents;
  }

  private static Map<String, List<String>> sortedValues(Map<String, List<String>> contents) {
    Map<String, List<String>> sorted = new TreeMap<>();
    contents.forEach((org, names) -> sorted.put(org, names.stream().sorted().toList()));
    return sorted;
  }
}
