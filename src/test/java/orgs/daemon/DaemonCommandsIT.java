package orgs.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.testing.Eventually;
import orgs.testing.Launcher;
import orgs.testing.Programs;
import orgs.testing.Result;

/** What commands say and do in a daemon is what they say and do without one. */
class DaemonCommandsIT extends WithDaemon {

  @Test
  void runsCommandsOfOthers() throws Exception {
    long commands =
        commands(
            () -> {
              assertThat(sh("orgs create acme --member ann")).isEqualTo(Result.ok("1\tacme\n"));
              assertThat(sh("orgs members list acme --format jsonl"))
                  .isEqualTo(Result.ok("{\"member_id\":1,\"member_name\":\"ann\"}\n"));
              assertThat(sh("orgs show nobody").exit()).isEqualTo(3);
              assertThat(sh("orgs frob").exit()).isEqualTo(2);
            });

    assertThat(commands).isEqualTo(4);
    assertThat(orgs.contents()).containsExactly("acme|ann");
  }

  @Test
  void argumentsComeAsTheyAre() throws Exception {
    Result result =
        sh("orgs create '' ; orgs create \"$(printf 'a\\nb')\" ' * ' 'é\\t' --format jsonl");

    assertThat(result.out())
        .isEqualTo(
            """
            {"org_id":1,"org_name":"a\\nb"}
            {"org_id":2,"org_name":" * "}
            {"org_id":3,"org_name":"é\\\\t"}
            """);
    assertThat(sh("orgs create \"$(printf '\\377')\"").exit()).isEqualTo(2);
  }

  @Test
  void nothingLeaksFromOneCommandToTheNext() throws Exception {
    sh("ORGS_SCHEMA=elsewhere ORGS_ERROR_FORMAT=json orgs list; orgs list --echo --limit 1");

    long commands =
        commands(
            () -> {
              assertThat(sh("orgs create acme")).isEqualTo(Result.ok("1\tacme\n"));
              assertThat(sh("ORGS_SCHEMA=elsewhere orgs list").exit()).isEqualTo(8);
              assertThat(
                      sh("PGPASSWORD=wrong PGUSER=nobody orgs list -d 'host=localhost port=1'")
                          .exit())
                  .isEqualTo(7);
              assertThat(sh("orgs list")).isEqualTo(Result.ok("1\tacme\n"));
            });

    assertThat(commands).isEqualTo(4);
  }

  @Test
  void filesAreThoseOfTheDirectoryOfTheCommand() throws Exception {
    Files.createDirectories(work.resolve("one"));
    Files.writeString(work.resolve("one/names.lines"), "ann\n");

    long commands =
        commands(
            () -> {
              assertThat(
                      sh("cd one && orgs members import acme names.lines --create-org -q").exit())
                  .isZero();
              assertThat(sh("cd one && orgs members list acme -o out.csv && cat out.csv").out())
                  .isEqualTo("member_id,member_name\n1,ann\n");
              assertThat(sh("cd one && orgs backup acme -o saved.jsonl").exit()).isZero();
              assertThat(sh("orgs members import acme names.lines"))
                  .isEqualTo(
                      new Result(
                          2,
                          "",
                          "orgs: no file names.lines\nhint: give a readable file, or - for stdin\n"));
              assertThat(
                      sh("cd one && orgs delete acme --yes -q && orgs restore saved.jsonl --as again")
                          .exit())
                  .isZero();
            });

    assertThat(commands).isEqualTo(6);
    assertThat(orgs.contents()).containsExactly("again|ann");
    assertThat(work.resolve("out.csv")).doesNotExist();
  }

  @Test
  void filesAreWrittenWhereTheShellIs() throws Exception {
    Result result =
        sh(
            """
            orgs create a; orgs create b
            (echo first; orgs show a; orgs show b; echo last) >rows 2>errors
            orgs show a >>rows
            (orgs show a; orgs show nobody) >both 2>&1
            cat rows both errors
            """);

    assertThat(result.out())
        .isEqualTo(
            """
            1\ta
            2\tb
            first
            1\ta\t0\texact
            2\tb\t0\texact
            last
            1\ta\t0\texact
            1\ta\t0\texact
            orgs: no organization 'nobody'
            """);
  }

  @Test
  void fileThatIsStandardOutputIsNotReplaced() throws Exception {
    sh("orgs create acme");

    long commands =
        commands(
            () -> {
              assertThat(sh("orgs list -o rows >rows").err()).contains(" name the same file");
              assertThat(sh("orgs list -o rows 2>>rows >/dev/null").exit()).isEqualTo(2);
              assertThat(sh("orgs list -o rows").exit()).isZero();
            });

    assertThat(commands).isEqualTo(3);
  }

  @Test
  void standardInputIsReadByWhoeverReadsIt() throws Exception {
    Result result =
        sh(
            """
            printf '%s\\n' a b c >names
            while read -r name; do orgs create "$name"; done <names
            printf '%s\\n' a b c | while read -r name; do orgs members add "$name" ann; done
            printf '%s\\n' bob carol | orgs members import a - --input-format lines -q
            orgs members import b - --input-format lines -q <names
            { read -r first; orgs members import c - --input-format lines -q; } <names
            """);

    assertThat(result.err()).isEmpty();
    assertThat(orgs.contents())
        .containsExactly(
            "a|ann", "a|bob", "a|carol", "b|ann", "b|a", "b|b", "b|c", "c|ann", "c|b", "c|c");
  }

  @Test
  void openFilesAreTheClients() throws Exception {
    Result result =
        sh(
            """
            printf 'a\\nb\\n' >names; ln -s /dev/stdin link
            orgs members import one /dev/stdin --create-org --input-format lines -q <names
            orgs members import two link --create-org --input-format lines -q <names
            orgs members import three /dev/fd/5 --create-org --input-format lines -q 5<names
            orgs members list one -o /dev/stdout
            """);

    assertThat(result).isEqualTo(Result.ok("1\ta\n2\tb\n"));
    assertThat(orgs.contents())
        .containsExactly("one|a", "one|b", "two|a", "two|b", "three|a", "three|b");
  }

  /** The daemon has other files open by these numbers. */
  @Test
  void linksLeadToTheFilesOfTheClient() throws Exception {
    assumeTrue(Programs.runs("bash", "-c", "true"), "no bash here");
    String script = "exec 12<names; exec %s members import acme chain --create-org -q";
    Files.writeString(work.resolve("script"), script.formatted(Launcher.program()));

    Result result =
        sh("echo ann >names; ln -s /dev/fd/12 link; ln -s link chain; exec bash script");

    assertThat(result).isEqualTo(Result.ok(""));
    assertThat(orgs.contents()).containsExactly("acme|ann");
  }

  /** Nothing ends the wait for the other end of a pipe but the end of the process. */
  @Test
  void namedPipesAreOpenedByTheClient() throws Exception {
    sh("orgs create acme --member ann; mkfifo pipe");

    long commands =
        commands(
            () -> {
              assertThat(sh("orgs list -o pipe & cat pipe; wait").out()).isEqualTo("1\tacme\n");
              assertThat(sh("echo bob >pipe & orgs members import acme pipe -q; wait").exit())
                  .isZero();
            });

    assertThat(commands).isZero();
    assertThat(orgs.contents()).containsExactly("acme|ann", "acme|bob");
  }

  @Test
  void readerThatGoesAwayEndsTheCommand() throws Exception {
    Files.writeString(work.resolve("names"), "x\n".repeat(99_999));
    sh("orgs members import acme names --create-org --input-format lines -q");

    long commands =
        commands(
            () -> assertThat(sh("orgs members list acme | head -n 1").out()).isEqualTo("1\tx\n"));

    assertThat(commands).isEqualTo(1);
    orgs.awaitNoSession();
    assertThat(sh("orgs members count acme")).isEqualTo(Result.ok("99999\n"));
  }

  @Test
  void fullDiskIsSaid() throws Exception {
    sh("orgs create acme");

    Result result = sh("orgs list >/dev/full");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("No space left on device");
  }

  @Test
  void closedStreamsAreNoFiles() throws Exception {
    sh("orgs create acme");

    assertThat(sh("orgs list <&-")).isEqualTo(Result.ok("1\tacme\n"));
    assertThat(sh("orgs list 2>&-")).isEqualTo(Result.ok("1\tacme\n"));
    assertThat(sh("orgs list >&-").exit()).isEqualTo(1);
  }

  @Test
  void localDatabaseIsStartedByTheClient() throws Exception {
    environment
        .keySet()
        .removeIf(name -> name.startsWith("ORGS_DATABASE") || name.startsWith("PG"));
    Files.createDirectories(work.resolve("home/cache"));

    long commands = commands(() -> assertThat(sh("orgs db status").exit()).isIn(7, 8));

    assertThat(commands).isEqualTo(1);
  }

  @Test
  void manyAtOnce() throws Exception {
    Result result =
        sh(
            """
            i=0
            while [ $i -lt 40 ]; do i=$((i + 1)); orgs create "org $i" -q >/dev/null || echo $? & done
            wait
            """);

    assertThat(result).isEqualTo(Result.ok(""));
    assertThat(orgs.query("SELECT count(*) FROM organizations")).containsExactly("40");
  }

  @Test
  void nothingStaysOpen() throws Exception {
    sh("for i in 1 2 3 4 5 6 7 8; do orgs create \"warm $i\" -q; done");
    Path descriptors = Path.of("/proc/" + daemon().pid() + "/fd");
    long before = count(descriptors);

    sh("for i in 1 2 3 4 5 6 7 8; do orgs create \"org $i\" -q >>rows; orgs list >rows; done");

    Eventually.value("as many as before", () -> count(descriptors), now -> now <= before);
    orgs.awaitNoSession();
  }

  private static long count(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.count();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void everyShellWillDo(String shell) throws Exception {
    if (!Programs.runs(shell, "-c", "true")) {
      return;
    }
    long commands =
        commands(
            () ->
                assertThat(
                        Programs.run(
                            environment,
                            "%s %s create acme; %s %s list >%s/rows; cat %s/rows"
                                .formatted(
                                    shell,
                                    Launcher.program(),
                                    shell,
                                    Launcher.program(),
                                    work,
                                    work)))
                    .isEqualTo(Result.ok("1\tacme\n1\tacme\n")));

    assertThat(commands).isEqualTo(2);
  }
}
