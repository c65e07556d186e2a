package orgs.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.ClusterNode;
import orgs.testing.Effort;
import orgs.testing.Randomized;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** Every command gives the same rows and the same exit code on a cluster as on one server. */
@Randomized
class ClusterTest {

  private static final int SEQUENCE = 20;

  private static final String CLEAR =
      "delete acme acme2 globex empty gone new one two brandnew other copied --if-exists --yes";

  private TestOrgs one;
  private TestOrgs cluster;
  private String nodes;

  @TempDir Path folder;

  @BeforeEach
  void distribute() {
    cluster = TestOrgs.onCluster();
    cluster.ok("db", "distribute", "--shards", "4");
    nodes =
        " over "
            + cluster.query("SELECT count(*) FROM pg_dist_node WHERE shouldhaveshards").get(0)
            + " nodes\n";
    one = TestOrgs.migratedOnOwnServer();
  }

  /** Those that the other tests of this package let go wrong. */
  @Test
  void commandsDoTheSame() throws IOException {
    Files.writeString(folder.resolve("names.txt"), "ann\nbob\neve\nfay\n");
    Files.writeString(folder.resolve("all.csv"), "org,member\nacme,ann\nacme,zoe\nother,gil\n");
    Files.writeString(folder.resolve("script.txt"), String.join("\n", World.SCRIPT) + "\n");
    List<Subject> subjects = new ArrayList<>(Subject.READING);
    subjects.addAll(Subject.WRITING);
    subjects.add(Subject.SCRIPT);
    // It leaves gaps between ids, others on one server than on a cluster.
    subjects.removeIf(subject -> subject.line().equals("import {all}"));
    List<String> make =
        List.of(
            "create acme --member ann --member bob --member bob --member cid",
            "create globex --member ann --member dan",
            "create empty",
            "create gone --member ann --member bob",
            "backup gone -o {saved}",
            "delete gone --yes");
    for (Subject subject : subjects) {
      List<String> lines = new ArrayList<>(make);
      lines.add(subject.line());
      lines.add("export");
      lines.add("list --counts");
      lines.add("backup --all -o {after}");
      lines.add(CLEAR);
      for (String line : lines) {
        same(line.split(" "));
      }
      assertThat(membersOf(folder.resolve("after-1.jsonl")))
          .as(subject.line())
          .isEqualTo(membersOf(folder.resolve("after-2.jsonl")));
      for (String name : List.of("saved", "after", "backup", "output")) {
        Files.deleteIfExists(folder.resolve(name + "-1.jsonl"));
        Files.deleteIfExists(folder.resolve(name + "-2.jsonl"));
      }
    }
  }

  /** On names from all of Unicode, in any order. */
  @Test
  void randomCommandsDoTheSame() throws IOException {
    long seed = Effort.seed();
    Random random = new Random(seed);
    Path file = folder.resolve("file.txt");
    int count = Effort.of("clustered", 60);
    Acts acts = new Acts(random, false);
    for (int i = 0; i < count; i++) {
      if (i % SEQUENCE == 0) {
        acts = new Acts(random, false);
      }
      Act act = acts.next();
      if (act.file() != null) {
        Files.write(file, act.file());
      }
      String[] words =
          act.words().stream()
              .map(word -> word.equals(Act.FILE) ? file.toString() : word)
              .toArray(String[]::new);
      sameRows(words, one.run(words), cluster.run(words), "seed " + seed);
    }
    same("export");
    Effort.figure("commands on a cluster and on one server: %d, seed %d".formatted(count, seed));
  }

  @Test
  void organizationOfManyRowsIsLoadedAndLeavesAsOne() throws IOException {
    Path names = folder.resolve("names.csv");
    Files.write(
        names,
        IntStream.range(0, 30_000)
            .mapToObj(i -> i == 0 ? "org,member" : "org " + i % 7 + ",name " + i)
            .toList());
    same("import", names.toString());
    same("list", "--counts");
    same("find", "--contains", "e 77");
    same("export", "--format", "csv");
    same("delete", "org 3", "--yes");
    same("list", "--counts");
  }

  @Test
  void scriptInOneTransactionDoesTheSame() throws IOException {
    Files.writeString(
        folder.resolve("script.txt"),
        """
        create acme --member ann --member bob
        create globex --member ann
        members rename acme --like a% --replace a --with e --yes
        find --contains n
        merge acme --into globex --yes
        create acme --member cid
        copy globex copied
        members move copied bob --to acme --yes
        delete globex --yes
        export
        """);
    same("run", "{script}", "--single-transaction");
    same("export");
  }

  @Test
  void distributionCanBeUndoneAndDoneAgain() {
    same("create", "acme", "--member", "ann");
    String status = cluster.ok("db", "status").out();
    assertThat(status).contains("shards\t4\tcluster\n", "members\t1\tcluster\n");

    assertThat(cluster.ok("db", "distribute").err())
        .isEqualTo("members are distributed already, in 4 shards" + nodes);
    assertThat(cluster.run("db", "distribute", "--shards", "5").exit()).isEqualTo(ExitCode.FAILURE);
    assertThat(cluster.ok("db", "distribute", "--undo").err())
        .isEqualTo("members were brought back from 4 shards\n");
    assertThat(cluster.ok("db", "status").out()).doesNotContain("shards");
    same("members", "add", "acme", "bob");
    assertThat(cluster.ok("db", "distribute", "--dry-run", "--shards", "3").err())
        .isEqualTo("members would be distributed in 3 shards" + nodes);
    assertThat(cluster.ok("db", "status").out()).doesNotContain("shards");
    assertThat(cluster.ok("db", "distribute", "--shards", "3", "--echo").err())
        .contains("SELECT create_distributed_table(?::regclass, 'org_id', shard_count := 3)\n");
    same("members", "add", "acme", "cid");
    same("export");
    same("members", "list", "acme");
  }

  /** Where the coordinator keeps shards, too, it refuses some statements after others. */
  @Test
  void largeLoadsAndScriptsDoTheSame() throws IOException {
    Path many = folder.resolve("many.csv");
    Files.write(
        many,
        IntStream.range(0, 100_001)
            .mapToObj(i -> i == 0 ? "org,member" : "org " + i % 9 + ",name " + i)
            .toList());
    same("import", many.toString());
    Files.write(
        folder.resolve("names.txt"), IntStream.range(0, 100_000).mapToObj(i -> "n " + i).toList());
    same("members", "import", "acme", "{names}", "--create-org", "--input-format", "lines");
    same("copy", "acme", "acme2");
    same("members", "sync", "two", "{names}", "--create-org", "--input-format", "lines", "--yes");
    same("merge", "acme", "--into", "acme2", "--yes");
    Files.writeString(
        folder.resolve("script.txt"),
        """
        members list two --contains 99 --limit 3
        create new --member ann
        members list two --contains 99 --limit 3
        members add new bob cid
        members list new --like %b%
        members rename new ann eve
        find --contains 9999
        list --counts
        members duplicates new
        members move two --name "n 7" --to new --yes
        copy new copied
        rename copied copied2
        members remove two --like %99% --yes
        export --columns org
        delete new two --yes
        """);
    same("run", "{script}", "--single-transaction");
    same("list", "--counts");
  }

  /** What db status adds up of a large schema are these numbers. */
  @Test
  void distributionAnalyzes() {
    cluster.ok("db", "distribute", "--undo");
    cluster.ok("create", "acme", "--member", "ann", "--member", "bob");
    cluster.ok("db", "distribute", "--shards", "2");

    assertThat(
            cluster.query(
                "SELECT sum(greatest(result::float, 0)) FROM run_command_on_shards('members',"
                    + " 'SELECT reltuples FROM pg_class WHERE oid = ''%s''::regclass')"))
        .containsExactly("2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list",
        "create new",
        "db status",
        "db migrate",
        "db distribute",
        "db distribute --undo",
        "db reset --yes",
        "db drop --yes"
      })
  void workerIsSaidToBeOne(String command) {
    String coordinator = cluster.url().replaceAll(".*@|/.*", "");
    List<ClusterNode> workers = ClusterNode.workers(cluster);
    assumeThat(workers).as("workers").isNotEmpty();
    cluster.goBy(workers.get(0).port());

    Result result = cluster.run(command.split(" "));

    cluster.goBy(0);
    assertThat(result.exit()).as(result.toString()).isEqualTo(ExitCode.FAILURE);
    assertThat(result.out() + result.err())
        .contains("this server is a worker of a Citus cluster")
        .doesNotContain("not migrated");
    if (!command.equals("db status")) {
      assertThat(result.err())
          .isEqualTo(
              "orgs: this server is a worker of a Citus cluster\n"
                  + "hint: nothing was done; connect to the coordinator, "
                  + coordinator
                  + "\n");
    }
  }

  @Test
  void onlyTheOwnerDistributes() {
    String guest = "guest_" + cluster.schema();
    String schema = cluster.schema();
    cluster.execute("CREATE ROLE " + guest + " LOGIN");
    try {
      cluster.execute("GRANT USAGE ON SCHEMA " + schema + " TO " + guest);
      cluster.execute("GRANT SELECT ON ALL TABLES IN SCHEMA " + schema + " TO " + guest);
      String url = cluster.environment().get("ORGS_DATABASE_URL");
      cluster
          .environment()
          .put("ORGS_DATABASE_URL", url.replaceFirst("//[^@]*@", "//" + guest + "@"));
      Result undo = cluster.run("db", "distribute", "--undo");
      cluster.environment().put("ORGS_DATABASE_URL", url);

      assertThat(undo.exit()).isEqualTo(ExitCode.FAILURE);
      assertThat(undo.err())
          .isEqualTo(
              "orgs: no right to distribute organizations\n"
                  + "hint: nothing was done; the owner of the table can do it\n");
      assertThat(cluster.ok("db", "status", "--format", "json").out())
          .contains("{\"setting\":\"shards\",\"value\":\"4\",\"source\":\"cluster\"}");
    } finally {
      cluster.execute("DROP OWNED BY " + guest + "; DROP ROLE " + guest);
    }
  }

  private void same(String... words) {
    sameRows(words, one.run(at(1, words)), cluster.run(at(2, words)), "");
  }

  /** Each writes files of its own. */
  private String[] at(int which, String... words) {
    String[] result = words.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] =
          switch (result[i]) {
            case "{names}" -> folder.resolve("names.txt").toString();
            case "{all}" -> folder.resolve("all.csv").toString();
            case "{script}" -> folder.resolve("script.txt").toString();
            case "{saved}", "{after}", "{backup}", "{output}" ->
                folder
                    .resolve(result[i].replaceAll("[{}]", "") + "-" + which + ".jsonl")
                    .toString();
            default -> result[i];
          };
    }
    return result;
  }

  private static void sameRows(String[] words, Result one, Result many, String seed) {
    String told = String.join(" ", words) + "\n" + one + "\n" + many + "\n" + seed;
    assertThat(many.exit()).as(told).isEqualTo(one.exit());
    if (List.of(words).contains("duplicates")) {
      // They come by name, and the two servers may have other collations.
      assertThat(many.out().lines())
          .as(told)
          .containsExactlyInAnyOrderElementsOf(one.out().lines().toList());
      return;
    }
    assertThat(many.out()).as(told).isEqualTo(one.out());
  }

  private static List<String> membersOf(Path backup) throws IOException {
    return Files.readAllLines(backup).stream()
        .filter(line -> line.contains("member_name"))
        .toList();
  }
}
