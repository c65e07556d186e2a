package orgs.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Effort;
import orgs.testing.Eventually;
import orgs.testing.OneServer;
import orgs.testing.OrgsProcess;
import orgs.testing.Randomized;
import orgs.testing.Result;
import orgs.testing.TestOrgs;
import orgs.testing.WireProxy;
import orgs.testing.WireProxy.Fault;

/**
 * The commands that create, migrate, replace and drop a schema, with a connection that ends at any
 * message and with signals at any: all of it is done or nothing, and the exit code says which.
 */
@OneServer("the schema of the test is on one server")
@Randomized
@Order(1)
class SchemaChangesTest {

  private static final List<Fault> CUTS =
      List.of(Fault.BEFORE, Fault.INSIDE, Fault.AFTER, Fault.RESET, Fault.GARBLED, Fault.DELAYED);

  private static final Map<String, Integer> SIGNALS = Map.of("TERM", 143, "INT", 130, "KILL", 137);

  private final long seed = Effort.seed();
  private final Random random = new Random(seed);
  private final Map<Integer, Integer> codes = new TreeMap<>();
  private final TestOrgs orgs = TestOrgs.unmigrated();

  @TempDir Path folder;

  private final List<Usual> usuals = new ArrayList<>();

  /** What there is to begin with. */
  private enum Start {
    NOTHING,
    FIRST_VERSION,
    NEWEST_VERSION
  }

  /** A command, what it leads from and to, and the messages of its connection. */
  private record Usual(
      Start start, String line, List<String> before, List<String> after, int messages, int commit) {

    int anyPlace(Random random) {
      int around = commit - 1 + random.nextInt(6);
      return random.nextInt(3) == 0 ? Math.min(around, messages - 1) : random.nextInt(messages);
    }
  }

  @BeforeEach
  void learn() throws IOException {
    Path first = Files.createDirectory(folder.resolve("first"));
    String name = "V1__organizations_and_members.sql";
    Files.copy(Path.of("db", name), first.resolve(name));
    usuals.add(usual(Start.NOTHING, "db migrate"));
    usuals.add(usual(Start.FIRST_VERSION, "db migrate"));
    usuals.add(usual(Start.NEWEST_VERSION, "db reset --yes"));
    usuals.add(usual(Start.NEWEST_VERSION, "db drop --yes"));
    usuals.add(usual(Start.NOTHING, "db migrate --grant-to pg_monitor"));
  }

  @Test
  void exitCodeIsTrueWhereverTheConnectionEnds() throws IOException {
    int count = Effort.of("schemas", 6);
    for (int i = 0; i < count; i++) {
      Usual usual = usuals.get(i % usuals.size());
      int place = usual.anyPlace(random);
      Fault fault = CUTS.get(random.nextInt(CUTS.size()));
      begin(usual.start());
      Result result =
          assertTimeoutPreemptively(Eventually.LONGEST, () -> run(usual.line(), place, fault));
      String told = told(usual, fault + " message " + place, result.toString());
      assertThat(result.exit())
          .as(told)
          .isIn(ExitCode.OK, ExitCode.UNREACHABLE, ExitCode.UNKNOWN_OUTCOME);
      assertThat(result.err()).as(told).doesNotContain("\tat ", "Exception");
      check(usual, result.exit(), told);
    }
    Effort.figure(
        "cuts of the schema's commands: %d, exit codes %s, seed %d".formatted(count, codes, seed));
  }

  @Test
  void exitCodeIsTrueWheneverASignalComes() throws Exception {
    int count = Effort.of("schemas", 6) / 2;
    for (int i = 0; i < count; i++) {
      Usual usual = usuals.get(i % usuals.size());
      int place = usual.anyPlace(random);
      String signal = SIGNALS.keySet().stream().sorted().toList().get(random.nextInt(3));
      begin(usual.start());
      int exit = runAndSignal(usual.line(), place, signal);
      String told = told(usual, "SIG" + signal + " at message " + place, String.valueOf(exit));
      assertThat(exit).as(told).isIn(0, SIGNALS.get(signal), ExitCode.UNKNOWN_OUTCOME);
      check(usual, exit, told);
    }
    Effort.figure(
        "signals to the schema's commands: %d, exit codes %s, seed %d"
            .formatted(count, codes, seed));
  }

  private void check(Usual usual, int exit, String told) {
    codes.merge(exit, 1, Integer::sum);
    List<String> now = contents();
    if (exit == ExitCode.OK) {
      assertThat(now).as(told).isEqualTo(usual.after());
    } else if (exit == ExitCode.UNKNOWN_OUTCOME || exit == SIGNALS.get("KILL")) {
      assertThat(now).as(told).isIn(usual.before(), usual.after());
    } else {
      assertThat(now).as(told).isEqualTo(usual.before());
    }
  }

  private String told(Usual usual, String what, String result) {
    return "orgs %s from %s, %s of %d: %s, seed %d"
        .formatted(usual.line(), usual.start(), what, usual.messages(), result, seed);
  }

  private Usual usual(Start start, String line) throws IOException {
    begin(start);
    List<String> before = contents();
    int[] commit = new int[1];
    try (WireProxy proxy =
        new WireProxy(
            orgs::serverAddress,
            message -> {
              commit[0] = message.isStatement("COMMIT") ? message.number() : commit[0];
              return false;
            },
            Fault.NONE,
            () -> {})) {
      orgs.goBy(proxy.port());
      orgs.ok(line.split(" "));
      return new Usual(start, line, before, contents(), proxy.messages(), commit[0]);
    } finally {
      orgs.goBy(0);
    }
  }

  private Result run(String line, int place, Fault fault) throws IOException {
    try (WireProxy proxy =
        new WireProxy(orgs::serverAddress, message -> message.number() == place, fault, () -> {})) {
      orgs.goBy(proxy.port());
      return orgs.run(line.split(" "));
    } finally {
      orgs.goBy(0);
      orgs.awaitNoSession();
    }
  }

  private int runAndSignal(String line, int place, String signal) throws Exception {
    CompletableFuture<OrgsProcess> victim = new CompletableFuture<>();
    try (WireProxy proxy =
        new WireProxy(
            orgs::serverAddress,
            message -> message.number() == place,
            Fault.NONE,
            () -> signal(victim, signal))) {
      orgs.goBy(proxy.port());
      try (OrgsProcess process = OrgsProcess.start(orgs, line.split(" "))) {
        victim.complete(process);
        int exit = process.exit();
        orgs.awaitNoSession();
        return exit;
      }
    } finally {
      orgs.goBy(0);
    }
  }

  private static void signal(CompletableFuture<OrgsProcess> victim, String signal) {
    try {
      victim.join().signal(signal);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void begin(Start start) {
    orgs.execute("DROP SCHEMA IF EXISTS " + orgs.schema() + " CASCADE");
    if (start == Start.FIRST_VERSION) {
      orgs.migrate("filesystem:" + folder.resolve("first"));
    } else if (start == Start.NEWEST_VERSION) {
      orgs.migrate("filesystem:db");
    }
    if (start != Start.NOTHING) {
      orgs.execute(
          "INSERT INTO organizations (org_name) VALUES ('acme');"
              + " INSERT INTO members (org_id, member_name) VALUES (1, 'ann'), (1, 'bob')");
    }
  }

  /** Relations, the history and all rows. */
  private List<String> contents() {
    List<String> contents =
        new ArrayList<>(
            orgs.query(
                "SELECT relname, relkind, relacl FROM pg_class WHERE relnamespace ="
                    + " to_regnamespace('"
                    + orgs.schema()
                    + "') ORDER BY relname"));
    contents.addAll(
        orgs.query("SELECT nspname FROM pg_namespace WHERE nspname = '" + orgs.schema() + "'"));
    if (contents.size() > 1) {
      contents.addAll(
          orgs.query("SELECT version, success FROM flyway_schema_history ORDER BY installed_rank"));
      contents.addAll(orgs.contents());
    }
    return contents;
  }
}
