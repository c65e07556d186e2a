package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.testing.ClusterNode;
import orgs.testing.Notices;
import orgs.testing.TestOrgs;

/** Which nodes and shards of a cluster have to do with a command: as it says what it sends them. */
class ClusterStatementsTest {

  private static final int SHARDS = 4;

  private static final int NODES = 2;

  private static final String REMOTE = "-c citus.log_remote_commands=on";

  private static final String PLANS =
      "-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0"
          + " -c auto_explain.log_level=notice -c auto_explain.log_verbose=on";

  private static final Path PAGE = Path.of("docs", "scale-out.md");

  private static TestOrgs orgs;

  @TempDir static Path folder;

  /** A statement that the node which coordinates sent to another. */
  private record Sent(String statement, String node) {

    private static final Pattern ISSUING =
        Pattern.compile("(?s)issuing (.*)\non server \\S+@(\\S+) connectionId: .*");

    private static final Pattern SHARD = Pattern.compile("\\b(members|organizations)_[0-9]{6,}");

    static Stream<Sent> of(String notice) {
      return ISSUING.matcher(notice).results().map(m -> new Sent(m.group(1), m.group(2)));
    }

    boolean reads() {
      return statement.matches("(?s)(SELECT|COPY \\().*");
    }

    boolean writes() {
      return statement.matches("(?s)(INSERT|UPDATE|DELETE|COPY [^(]|WITH .*(INSERT|DELETE) ).*");
    }

    boolean isOn(String table) {
      return shards().anyMatch(shard -> shard.startsWith(table));
    }

    Stream<String> shards() {
      return SHARD.matcher(statement).results().map(MatchResult::group);
    }
  }

  @BeforeAll
  static void members() throws IOException {
    orgs = TestOrgs.onCluster();
    orgs.ok("db", "distribute", "--shards", String.valueOf(SHARDS));
    Path file = folder.resolve("many.csv");
    Files.writeString(
        file,
        IntStream.range(0, 40_000)
            .mapToObj(i -> "org " + i % 40 + ",name " + i)
            .collect(Collectors.joining("\n", "org,member\n", "\n")));
    orgs.ok("import", file.toString());
    orgs.ok("create", "acme", "--member", "ann", "--member", "bob");
    orgs.ok("create", "globex", "--member", "cid");
    Files.writeString(folder.resolve("names.txt"), "dan\neve\n");
    orgs.execute("VACUUM ANALYZE members");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "members list acme",
        "members list acme --contains n",
        "members list acme --like %b --sort name",
        "members count acme",
        "members export acme",
        "members duplicates acme",
        "show acme"
      })
  void oneOrganizationIsReadFromOneShard(String line) {
    assertThat(shards(sent(line), Sent::reads)).as(line).hasSize(1);
    assertThat(plans(line)).as(line).contains("Task Count: 1\n").doesNotContain("Task Count: 4");
  }

  @Test
  void appendGoesToOneNode() {
    List<Sent> sent = sent("members add acme dan");
    assertThat(shards(sent, Sent::writes)).hasSize(1);
    assertThat(nodes(sent, statement -> true)).hasSize(1);
    assertThat(plans("members add acme eve")).contains("Task Count: 1\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"find --contains 777", "list --counts", "export", "backup --all -o {new}"})
  void everybodyIsReadOnAllNodesAtOnce(String line) {
    List<Sent> sent = sent(line);
    assertThat(shards(sent, Sent::reads)).as(line).hasSize(SHARDS);
    assertThat(nodes(sent, s -> s.reads() && s.isOn("members"))).as(line).hasSize(NODES);
    assertThat(plans(line)).as(line).contains("Task Count: " + SHARDS);
  }

  /** A second connection to a node would see another moment. */
  @ParameterizedTest
  @ValueSource(strings = {"backup --all -o {new}", "backup acme id:7 id:8 -o {new}", "export"})
  void momentIsOneSnapshotOfEachNode(String line) {
    List<String> begun =
        sent(line).stream()
            .filter(sent -> sent.statement().contains("ISOLATION LEVEL REPEATABLE READ"))
            .map(Sent::node)
            .toList();
    assertThat(begun).as(line).hasSize(NODES).doesNotHaveDuplicates();
  }

  @Test
  void everyShardHasTheSearchIndexAndUsesIt() {
    assertThat(
            orgs.query(
                "SELECT success, result FROM run_command_on_shards('members',"
                    + " 'SELECT count(*) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid"
                    + " WHERE indrelid = ''%s''::regclass AND indisvalid"
                    + " AND relname LIKE ''members_search%%''')"))
        .hasSize(SHARDS)
        .containsOnly("t|1");
    for (ClusterNode node : ClusterNode.workers(orgs)) {
      String shards =
          "SELECT shard_name FROM citus_shards WHERE table_name = 'members'::regclass"
              + " AND nodeport = "
              + node.port();
      for (String shard : orgs.query(shards)) {
        assertThat(
                node.query(
                    "SET enable_seqscan = off",
                    "EXPLAIN SELECT FROM " + shard + " WHERE member_name LIKE '%39777%'"))
            .anyMatch(line -> line.contains("Index Scan on members_search_"));
      }
    }
  }

  /** The page has what these statements say; printed when it is another one. */
  @Test
  void pageShowsWhereEachCommandIsAtWork() throws IOException {
    StringBuilder table =
        new StringBuilder(
            "| command | reads shards | writes shards | writes organizations | prepared |\n"
                + "|---|---:|---:|---:|---:|\n");
    for (String line :
        List.of(
            "list",
            "list --counts",
            "find --contains 777",
            "export",
            "members list acme",
            "members count acme",
            "members export acme",
            "create new --member ann --member bob",
            "rename new newer",
            "members add acme fay",
            "members rename acme fay gil",
            "members remove acme gil --yes",
            "members import acme {names}",
            "members sync acme {names} --yes --max-removals 100%",
            "members move acme eve --to id:7 --yes",
            "merge newer --into globex --yes",
            "import {many}",
            "delete globex --yes")) {
      List<Sent> sent = sent(line);
      table.append(
          "| `%s` | %s | %s | %s | %s |%n"
              .formatted(
                  line.replaceAll("\\{(\\w+)}", "FILE"),
                  count(shards(sent, Sent::reads).size(), SHARDS, ""),
                  count(shards(sent, Sent::writes).size(), SHARDS, ""),
                  count(
                      nodes(sent, s -> s.writes() && s.isOn("organizations")).size(),
                      NODES,
                      "all nodes"),
                  count(
                      nodes(sent, s -> s.statement().startsWith("PREPARE TRANSACTION")).size(),
                      NODES,
                      "all nodes")));
    }
    assertThat(Files.readString(PAGE)).contains(table);
  }

  private static String count(int found, int all, String everything) {
    return found == 0 ? "" : found == all ? everything.isEmpty() ? "all" : everything : "" + found;
  }

  private static Set<String> shards(List<Sent> sent, Predicate<Sent> which) {
    return sent.stream()
        .filter(which)
        .flatMap(Sent::shards)
        .filter(shard -> shard.startsWith("members"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> nodes(List<Sent> sent, Predicate<Sent> which) {
    return sent.stream()
        .filter(which)
        .map(Sent::node)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Sent> sent(String line) {
    return new ArrayList<>(
        Notices.of(orgs, REMOTE, words(line)).stream().flatMap(Sent::of).toList());
  }

  private static String plans(String line) {
    return String.join("\n", Notices.of(orgs, PLANS, words(line)));
  }

  private static String[] words(String line) {
    return line.replace("{names}", folder.resolve("names.txt").toString())
        .replace("{many}", folder.resolve("many.csv").toString())
        .replace("{new}", folder.resolve("backup-" + System.nanoTime()).toString())
        .split(" ");
  }
}
