package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import orgs.testing.TestOrgs;

/**
 * How the server really ran what commands sent, by auto_explain: the plans and how many rows they
 * touched.
 */
class FilterPlansTest {

  private static final int TIMES = 2;

  /**
   * In one connection: the driver would prepare a statement on the server when it is sent for the
   * fifth time, and the server would think of a plan for any value five times later.
   */
  private static final int UNTIL_A_GENERIC_PLAN = 12;

  /** Members of each of the two large organizations. */
  private static final int LARGE = 100_000;

  private static final int SMALL = 150;

  /** Members of 'large' whose names have 'needle' in them. */
  private static final int NEEDLES = 6;

  private static final Pattern ROWS =
      Pattern.compile("rows=([0-9]+)(?:\\.[0-9]+)? loops=1\\)|Removed by [A-Za-z ]+: ([0-9]+)");

  private static final List<String> WAYS =
      List.of("", "--limit 5", "--after 10", "--after 10 --limit 5", "--sort name --limit 5");

  private static TestOrgs orgs;

  @TempDir Path folder;

  @BeforeAll
  static void members() {
    orgs = TestOrgs.migrated();
    orgs.ok("create", "large", "other", "small");
    // Syllables, so that there are as many words with one trigram as in names; evenly mixed. In a
    // draft first: an updated row would leave a dead one that VACUUM keeps while others look.
    orgs.execute(
        "CREATE TEMP TABLE drafts AS SELECT CASE WHEN i % "
            + 2 * LARGE / SMALL
            + " = 0 THEN 3 ELSE 1 + i % 2 END AS org_id, i AS member_id,"
            + " (SELECT string_agg(('{ka,mo,ri,ten,lu,sha,vo,del,pi,gra}'::text[])"
            + "   [1 + (hashtextextended(i::text, j) & 7)], '') FROM generate_series(1, 5) AS j)"
            + " || ' ' || i AS member_name FROM generate_series(1, "
            + 2 * LARGE
            + ") AS i;"
            + " UPDATE drafts SET member_name = 'Zoé Needle ' || member_id WHERE member_id IN ("
            + "SELECT member_id FROM drafts WHERE org_id = 1 AND member_id % 16661 = 10"
            + " ORDER BY member_id LIMIT "
            + NEEDLES
            + "); UPDATE drafts SET member_name = member_name || 'ж' WHERE member_id % 50 IN (8,"
            + " 9); INSERT INTO members (org_id, member_id, member_name) SELECT org_id, member_id,"
            + " member_name FROM drafts ORDER BY member_id");
    orgs.vacuum("members");
    orgs.environment()
        .put(
            "PGOPTIONS",
            "-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0"
                + " -c auto_explain.log_analyze=on -c auto_explain.log_timing=off");
  }

  private record Plan(String text) {

    boolean usesIndex() {
      return text.contains("Index Scan on members_search")
          || text.contains("using members_pkey")
          || text.contains("Index Scan on members_pkey");
    }

    boolean searches() {
      return text.contains("Index Scan on members_search");
    }

    /** The most rows that any step gave or threw away. */
    long touched() {
      long most = 0;
      for (Matcher m = ROWS.matcher(text); m.find(); ) {
        most = Math.max(most, Long.parseLong(m.group(1) == null ? m.group(2) : m.group(1)));
      }
      return most;
    }
  }

  /** The plans of the command's statements that had to do with members, of each time it ran. */
  private List<Plan> plans(String command) {
    return plans(command, TIMES);
  }

  private List<Plan> plans(String command, int times) {
    Path script = folder.resolve("script");
    try {
      Files.writeString(script, (command + "\n").repeat(times));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> messages = orgs.messages(() -> orgs.ok("run", script.toString(), "-q"));
    // A statement that is prepared on the server has a name of its own.
    assertThat(messages)
        .filteredOn(message -> message.startsWith("execute "))
        .isNotEmpty()
        .allMatch(message -> message.matches("(?s)execute (fetch from )?<unnamed>.*"));
    List<Plan> plans =
        messages.stream()
            .filter(message -> message.contains("  plan: "))
            .map(message -> new Plan(message.substring(message.indexOf("  plan: "))))
            .filter(plan -> plan.text.contains(" on members"))
            // What a dry run asks for its privileges finds no row.
            .filter(plan -> !plan.text.contains("One-Time Filter: false"))
            .collect(Collectors.toList());
    assertThat(plans).as(command).hasSizeGreaterThanOrEqualTo(times);
    assertThat(plans)
        .as(command)
        .allSatisfy(
            plan -> {
              assertThat(plan.text).doesNotContain("Seq Scan on members");
              assertThat(plan.usesIndex()).as(plan.text).isTrue();
            });
    return plans;
  }

  private static Stream<String> inEveryWay(String command) {
    return WAYS.stream().map(way -> command + " " + way);
  }

  @Test
  void selectiveFiltersAreServedByTheSearchIndex() {
    List<String> filters =
        List.of(
            "--name 'Zoé Needle 10'",
            "--like '%Needle%'",
            "--like 'Zoé N%'",
            "--contains Needle",
            "--prefix 'Zoé Nee'",
            "--regex 'N[e]edle'",
            "--regex '^Zoé Needle [0-9]+$'",
            "-i --name 'zoé needle 10'",
            "-i --like '%NEEDLE%'",
            "-i --contains nEEdle",
            "-i --prefix 'zoÉ nee'",
            "-i --regex 'needle'",
            "--contains Needle --regex '[0-9]$' --like 'Z%'");
    List<String> commands = new ArrayList<>();
    for (String filter : filters) {
      inEveryWay("members list large " + filter).forEach(commands::add);
      commands.add("members count large " + filter);
      commands.add("members export large " + filter);
      commands.add("members remove large --dry-run " + filter);
      commands.add("members rename large --dry-run --replace Needle --with Pin " + filter);
    }
    for (String command : commands) {
      assertThat(plans(command))
          .as(command)
          .allSatisfy(
              plan -> {
                assertThat(plan.searches()).as(plan.text).isTrue();
                assertThat(plan.touched()).as(plan.text).isLessThan(500);
              });
    }
  }

  @Test
  void patternThatMatchesNothingEndsAtOnce() {
    for (String filter :
        Arrays.asList("--contains xyzzy", "--like '%xyzzy'", "--regex xyzzy+", "--name xyzzy")) {
      inEveryWay("members list large " + filter)
          .forEach(
              command ->
                  assertThat(plans(command))
                      .as(command)
                      .allSatisfy(
                          plan -> assertThat(plan.touched()).as(plan.text).isLessThan(500)));
    }
  }

  @Test
  void everyPlanIsMadeForTheValuesAtHand() {
    for (String command :
        Arrays.asList(
            "members list large --contains xyzzy --limit 5",
            "members list large --regex xyzzy --after 10 --limit 5",
            "members list large -i --like %needle%",
            "members count large --prefix 'Zoé Nee'",
            "members list small --contains k",
            "members remove large --dry-run --contains Needle")) {
      assertThat(plans(command, UNTIL_A_GENERIC_PLAN))
          .as(command)
          .allSatisfy(
              plan -> {
                assertThat(plan.touched()).as(plan.text).isLessThan(500);
                assertThat(plan.text.replaceFirst("Query Text.*?Query Parameters", ""))
                    .doesNotContainPattern("(Cond|Filter): [^\n]*\\$[12]");
              });
    }
  }

  @Test
  void patternTooShortForTrigramWalksItsOwnOrganizationOnly() {
    for (String filter :
        Arrays.asList(
            "--contains k",
            "--like '%a_%'",
            "--regex '[aeiou]'",
            "-i --contains Ka",
            "--like %",
            "--contains \ud83d\ude00",
            "--regex ''")) {
      List<String> commands =
          Stream.concat(
                  inEveryWay("members list small " + filter),
                  Stream.of(
                      "members count small " + filter, "members remove small --dry-run " + filter))
              .toList();
      for (String command : commands) {
        assertThat(plans(command))
            .as(command)
            .allSatisfy(
                plan -> assertThat(plan.touched()).as(plan.text).isLessThanOrEqualTo(SMALL + 1));
      }
    }
  }

  @Test
  void firstPageOfCommonPatternTakesTheFirstRowsOfTheKey() {
    for (String filter : Arrays.asList("--contains ka", "--regex '[05]$'", "--like '%ri%'")) {
      for (String page : Arrays.asList("--limit 20", "--after 5000 --limit 20")) {
        assertThat(plans("members list large " + filter + " " + page))
            .allSatisfy(plan -> assertThat(plan.touched()).as(plan.text).isLessThan(2_000));
      }
    }
  }

  /** Were it overlooked in the sample of names, all rows would be read. */
  @Test
  void firstPageOfUncommonLetterWalksTheKeyAsFarAsItMust() {
    assertThat(orgs.query("SELECT attstattarget FROM pg_attribute WHERE attname = 'member_name'"))
        .contains("500");
    assertThat(plans("members list large --contains ж --limit 20"))
        .allSatisfy(plan -> assertThat(plan.touched()).as(plan.text).isLessThan(2_000));
  }

  @Test
  void pagesWithoutFilterAreRangesOfTheKey() {
    assertThat(plans("members list large --limit 20"))
        .allSatisfy(plan -> assertThat(plan.touched()).as(plan.text).isLessThanOrEqualTo(20));
    assertThat(plans("members list large --after 150000 --limit 20"))
        .allSatisfy(plan -> assertThat(plan.touched()).as(plan.text).isLessThanOrEqualTo(20));
  }

  @Test
  void changesFindTheirRowsByIndex() {
    orgs.ok("create", "changing");
    for (int i = 0; i < TIMES; i++) {
      orgs.ok("members", "add", "changing", "Straw 1", "Straw 2");
    }
    String rename = "members rename changing --contains Straw --replace Straw --with Hay --yes";
    assertThat(plans(rename)).allSatisfy(plan -> assertThat(plan.touched()).isLessThan(500));
    assertThat(plans("members remove changing --regex '^Hay [12]$' --yes"))
        .allSatisfy(plan -> assertThat(plan.touched()).isLessThan(500));
    assertThat(orgs.ok("members", "count", "changing").out()).isEqualTo("0\n");
  }

  /** The search index would be asked for each name. */
  @ParameterizedTest
  @CsvSource({"3, remove", "1000, remove", "1000, move --to other"})
  void manyNamesAreJoinedAndFewAreLookedUp(int count, String command) throws IOException {
    List<String> names =
        orgs.query(
            "SELECT member_name FROM members WHERE org_id = 1 ORDER BY member_id LIMIT " + count);
    List<String> words = new ArrayList<>(List.of("members"));
    words.addAll(List.of(command.split(" ")));
    words.addAll(List.of("large", "--dry-run", "-q"));
    List<String> file = new ArrayList<>(words);
    words.addAll(names);
    file.add("--from");
    file.add(Files.write(folder.resolve("names.lines"), names).toString());

    for (List<String> way : List.of(words, file)) {
      List<String> plans =
          orgs
              .messages(() -> assertThat(orgs.ok(way.toArray(String[]::new)).lines()).isNotEmpty())
              .stream()
              .filter(message -> message.contains("  plan: ") && message.contains(" on members"))
              .filter(message -> !message.contains("One-Time Filter: false"))
              .toList();

      assertThat(plans).hasSizeGreaterThanOrEqualTo(2);
      if (count > 3) {
        assertThat(plans).noneMatch(plan -> plan.contains("loops=" + count + ")"));
      } else if (way == words) {
        assertThat(plans).allMatch(plan -> plan.contains("members_search"));
      }
    }
  }

  @Test
  void manyNamesThatASyncRemovesAreJoined() throws IOException {
    List<String> kept =
        orgs.query("SELECT member_name FROM members WHERE org_id = 1 AND member_id % 100 > 1");
    Path file = Files.write(folder.resolve("kept.lines"), kept);

    List<String> plans =
        orgs.messages(() -> orgs.run("members", "diff", "large", file.toString(), "-q")).stream()
            .filter(message -> message.contains("  plan: ") && message.contains("orgs_difference"))
            .toList();

    assertThat(plans).isNotEmpty().noneMatch(plan -> plan.contains("members_search"));
  }

  @Test
  void exportNeitherSortsNorHashesMembers() {
    for (String command :
        Arrays.asList(
            "export --name small",
            "export --like %",
            "export --format csv --regex '^(small|large)$'")) {
      assertThat(plans(command + " -o " + folder.resolve("rows")))
          .allSatisfy(
              plan -> {
                String members = plan.text.replaceFirst("(?s).*Nested Loop", "");
                assertThat(plan.text).contains("Nested Loop").doesNotContain("Hash");
                assertThat(plan.text.substring(0, plan.text.length() - members.length()))
                    .doesNotContain("Sort");
                assertThat(members).contains("using members_pkey");
              });
    }
    assertThat(plans("export --name small -o " + folder.resolve("rows")))
        .allSatisfy(
            plan -> assertThat(plan.touched()).as(plan.text).isLessThanOrEqualTo(SMALL + 1));
  }
}
