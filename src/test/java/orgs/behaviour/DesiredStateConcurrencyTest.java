package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.testing.Background;
import orgs.testing.Eventually;
import orgs.testing.OneServer;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** What syncs, backups and deletes do when others work on the same organization. */
class DesiredStateConcurrencyTest {

  private final TestOrgs orgs = TestOrgs.migrated();

  @TempDir Path folder;

  @BeforeEach
  void organization() {
    orgs.ok("create", "acme", "--member", "ann", "--member", "bob");
  }

  @Test
  void syncWaitsForAnAppendAndRemovesIt() throws Exception {
    try (Connection other = orgs.connection();
        Statement append = other.createStatement()) {
      other.setAutoCommit(false);
      append.execute("INSERT INTO members (org_id, member_name) VALUES (1, 'late')");
      Future<Result> sync =
          begin(() -> orgs.runWithInput("ann\nbob\n", "members", "sync", "acme", "-", "--yes"));
      orgs.awaitWaitingForLocks(1);
      other.commit();

      assertThat(Eventually.get(sync).exit()).isZero();
    }
    assertThat(orgs.contents()).containsExactly("acme|ann", "acme|bob");
  }

  @Test
  void copyThatGoesMeanwhileTakesNoOtherAlong() throws Exception {
    orgs.ok("members", "add", "acme", "bob", "bob", "bob");
    try (Connection other = orgs.connection();
        Statement remove = other.createStatement()) {
      other.setAutoCommit(false);
      remove.execute("LOCK TABLE members IN SHARE MODE");
      remove.execute("DELETE FROM members WHERE member_id = (SELECT max(member_id) FROM members)");
      Future<Result> sync =
          begin(
              () ->
                  orgs.runWithInput(
                      "ann\nbob\nbob\nbob\n", "members", "sync", "acme", "-", "--yes"));
      orgs.awaitWaitingForLocks(1);
      other.commit();
      assertThat(Eventually.get(sync).exit()).isZero();
    }
    assertThat(orgs.contents()).containsExactly("acme|ann", "acme|bob", "acme|bob", "acme|bob");
  }

  @Test
  void syncSeesWhatCameBeforeItWhateverTheDefaultIsolation() throws Exception {
    orgs.environment().put("PGOPTIONS", "-c default_transaction_isolation=serializable");
    syncWaitsForAnAppendAndRemovesIt();
  }

  @OneServer(OneServer.ROW_LOCKS)
  @Test
  void backupNeverReplacesAnotherOneThatCameMeanwhile() throws Exception {
    Path file = folder.resolve("same.jsonl");
    orgs.ok("create", "small", "--member", "x");
    try (Connection other = orgs.connection();
        Statement lock = other.createStatement()) {
      other.setAutoCommit(false);
      lock.execute("SELECT 1 FROM organizations WHERE org_name = 'acme' FOR UPDATE");
      Future<Result> delete =
          begin(() -> orgs.run("delete", "acme", "--yes", "--backup", file.toString()));
      orgs.awaitWaitingForLocks(1);
      orgs.ok("delete", "small", "--yes", "--backup", file.toString());
      other.commit();
      assertThat(Eventually.get(delete).exit()).isEqualTo(2);
    }
    assertThat(Files.readString(file)).contains("small");
    assertThat(orgs.contents()).containsExactly("acme|ann", "acme|bob");
    assertThat(folder).isDirectoryContaining(path -> path.equals(file));
  }

  /** Else the members that the file wants, and who go while it looks, would be missing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "members remove acme ann --yes",
        "members remove acme --like a% --yes",
        "members rename acme ann eve",
        "members rename acme --like a% --replace ann --with eve --yes",
        "members move acme ann --to other --yes",
      })
  void syncWaitsForWhoTakesAway(String command) throws Exception {
    orgs.ok("create", "other");
    letWait("AFTER UPDATE OR DELETE ON members");
    try (Connection other = orgs.connection();
        Statement lock = other.createStatement()) {
      lock.execute("SELECT pg_advisory_lock(4711)");
      Future<Result> change = begin(() -> orgs.run(command.split(" ")));
      orgs.awaitWaitingForLocks(1);
      Future<Result> sync =
          begin(() -> orgs.runWithInput("ann\nbob\n", "members", "sync", "acme", "-", "--yes"));
      orgs.awaitWaitingForLocks(2);
      lock.execute("SELECT pg_advisory_unlock(4711)");

      assertThat(Eventually.get(change).exit()).isZero();
      assertThat(Eventually.get(sync).exit()).isZero();
    }
    assertThat(orgs.query("SELECT member_name FROM members WHERE org_id = 1"))
        .containsExactlyInAnyOrder("ann", "bob");
  }

  /** One that was a copy and got another name meanwhile stays. */
  @Test
  void renamedCopyIsNoCopy() throws Exception {
    orgs.ok("members", "add", "acme", "bob");
    try (Connection other = orgs.connection();
        Statement rename = other.createStatement()) {
      other.setAutoCommit(false);
      rename.execute("UPDATE members SET member_name = 'precious' WHERE member_id = 3");
      Future<Result> removal =
          begin(() -> orgs.run("members", "duplicates", "acme", "--remove", "--yes"));
      orgs.awaitWaitingForLocks(1);
      other.commit();

      assertThat(Eventually.get(removal).exit()).isZero();
    }
    assertThat(orgs.contents()).containsExactly("acme|ann", "acme|bob", "acme|precious");
  }

  /** All that were named, or none. */
  @Test
  void nobodyIsMovedWhenOneOfThemWent() throws Exception {
    orgs.ok("create", "other");
    try (Connection other = orgs.connection();
        Statement remove = other.createStatement()) {
      other.setAutoCommit(false);
      remove.execute("DELETE FROM members WHERE member_name = 'bob'");
      Future<Result> move =
          begin(() -> orgs.run("members", "move", "acme", "ann", "bob", "--to", "other", "--yes"));
      orgs.awaitWaitingForLocks(1);
      other.commit();

      Result result = Eventually.get(move);
      assertThat(result.exit()).isNotZero();
      assertThat(result.err()).contains("nothing was done");
    }
    assertThat(orgs.contents()).containsExactly("acme|ann", "other|null");
  }

  @OneServer(OneServer.ROW_LOCKS)
  @Test
  void appendWaitsForASync() throws Exception {
    try (Connection other = orgs.connection();
        Statement lock = other.createStatement()) {
      other.setAutoCommit(false);
      // What a sync holds while it works.
      lock.execute("SELECT 1 FROM organizations WHERE org_id = 1 FOR UPDATE");
      Future<Result> add = begin(() -> orgs.run("members", "add", "acme", "late"));
      orgs.awaitWaitingForLocks(1);
      assertThat(add.isDone()).isFalse();
      other.commit();
      assertThat(Eventually.get(add).exit()).isZero();
    }
    assertThat(orgs.contents()).endsWith("acme|late");
  }

  @Test
  void syncsOfOneOrganizationTakeTurns() throws Exception {
    List<String> files = List.of("a\nb\nc\n", "b\nc\nd\nd\n", "", "x\n");
    for (int round = 0; round < 10; round++) {
      List<Future<Result>> syncs =
          files.stream()
              .map(
                  file ->
                      begin(
                          () ->
                              orgs.runWithInput(
                                  file,
                                  "members",
                                  "sync",
                                  "acme",
                                  "-",
                                  "--yes",
                                  "--max-removals",
                                  "100%")))
              .toList();
      for (Future<Result> sync : syncs) {
        Result result = Eventually.get(sync);
        assertThat(result.exit()).as(result.err()).isZero();
      }
      String members =
          String.join("\n", orgs.query("SELECT member_name FROM members ORDER BY 1")) + "\n";
      assertThat(files).contains(members.equals("\n") ? "" : members);
    }
  }

  @Test
  void memberThatIsAddedDuringADeleteIsInTheBackupOrNowhere() throws Exception {
    Path file = folder.resolve("acme.jsonl");
    boolean added;
    try (Connection other = orgs.connection();
        Statement append = other.createStatement()) {
      other.setAutoCommit(false);
      append.execute("INSERT INTO members (org_id, member_name) VALUES (1, 'late')");
      Future<Result> delete =
          begin(() -> orgs.run("delete", "acme", "--yes", "--backup", file.toString()));
      orgs.awaitWaitingForLocks(1);
      Future<Result> later = begin(() -> orgs.run("members", "add", "acme", "later"));
      other.commit();

      // One that comes before the delete has the lock is in time.
      added = Eventually.get(later).exit() == 0;
      assertThat(Eventually.get(delete).out()).isEqualTo("1\tacme\t" + (added ? 4 : 3) + "\n");
    }
    orgs.ok("restore", file.toString());
    List<String> restored = new ArrayList<>(List.of("acme|ann", "acme|bob", "acme|late"));
    if (added) {
      restored.add("acme|later");
    }
    assertThat(orgs.contents()).isEqualTo(restored);
  }

  @Test
  void backupIsCompleteBeforeTheOrganizationGoes() throws Exception {
    Path file = folder.resolve("acme.jsonl");
    letWait("BEFORE DELETE ON organizations");
    try (Connection other = orgs.connection();
        Statement lock = other.createStatement()) {
      lock.execute("SELECT pg_advisory_lock(4711)");
      Future<Result> delete =
          begin(() -> orgs.run("delete", "acme", "--yes", "--backup", file.toString()));
      orgs.awaitWaitingForLocks(1);

      assertThat(Files.readAllLines(file)).hasSize(5);
      assertThat(orgs.contents()).hasSize(2);
      lock.execute("SELECT pg_advisory_unlock(4711)");
      assertThat(Eventually.get(delete).exit()).isZero();
    }
    assertThat(orgs.contents()).isEmpty();
  }

  @Test
  void appendsDuringDeletesAreNeverNowhere() throws Exception {
    for (int round = 0; round < 15; round++) {
      Path file = folder.resolve("round-" + round);
      Future<Result> add = begin(() -> orgs.run("members", "add", "acme", "in flight"));
      Result delete = orgs.run("delete", "acme", "--yes", "--backup", file.toString());
      assertThat(delete.exit()).as(delete.err()).isZero();
      boolean added = Eventually.get(add).exit() == 0;
      orgs.ok("restore", file.toString());
      assertThat(orgs.contents().contains("acme|in flight")).isEqualTo(added);
      orgs.run("members", "remove", "acme", "in flight", "--yes");
    }
  }

  @Test
  void backupDuringAnImportIsOfOneMoment() throws Exception {
    Path file = folder.resolve("during.jsonl");
    try (Connection other = orgs.connection();
        Statement load = other.createStatement()) {
      other.setAutoCommit(false);
      load.execute("INSERT INTO organizations (org_name) VALUES ('new')");
      load.execute(
          "INSERT INTO members (org_id, member_name) SELECT 2, 'm' FROM generate_series(1, 1000)");
      orgs.ok("backup", "--all", "-o", file.toString());
      other.commit();
    }
    assertThat(Files.readAllLines(file)).hasSize(5);
  }

  @Test
  void mergesInBothDirectionsDontDeadlock() throws Exception {
    for (int round = 0; round < 10; round++) {
      orgs.ok("create", "a", "--member", "x");
      orgs.ok("create", "b", "--member", "y");
      Future<Result> one = begin(() -> orgs.run("merge", "a", "--into", "b", "--yes"));
      Future<Result> two = begin(() -> orgs.run("merge", "b", "--into", "a", "--yes"));
      List<Integer> exits = List.of(Eventually.get(one).exit(), Eventually.get(two).exit());
      assertThat(exits).containsExactlyInAnyOrder(0, 3);
      assertThat(
              orgs.query(
                  "SELECT string_agg(member_name, '' ORDER BY member_name) FROM members"
                      + " WHERE org_id > 1"))
          .containsExactly("xy");
      orgs.run("delete", "a", "b", "--if-exists", "--yes");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO members (org_id, member_name) VALUES (1, 'late')",
        // As many as before.
        "UPDATE members SET member_name = 'precious' WHERE member_name = 'bob'",
      })
  void answerIsForWhatWasShown(String change) throws IOException {
    Path file = Files.writeString(folder.resolve("names"), "ann\n");
    orgs.withTerminals("111");
    // Somebody changes members while the question stands.
    InputStream answer = answer("acme\n", change);

    Result result = orgs.runWithInput(answer, "members", "sync", "acme", file.toString());

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("the members changed while you were asked");
    assertThat(orgs.contents().toString()).containsAnyOf("late", "precious");
  }

  @Test
  void nothingIsLockedWhileAnOrganizationIsToBeCreated() throws IOException {
    Path file = Files.writeString(folder.resolve("names"), "ann\n");
    orgs.withTerminals("111");
    InputStream answer =
        answer(
            "new\n",
            "SET lock_timeout = '2s'; INSERT INTO organizations (org_name) VALUES ('new')");

    Result result =
        orgs.runWithInput(answer, "members", "sync", "new", file.toString(), "--create-org");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(orgs.contents()).endsWith("new|ann");
  }

  /** What a person types, when somebody else has done something while the question stood. */
  private InputStream answer(String typed, String meanwhile) {
    return new InputStream() {
      private int at;

      @Override
      public int read() {
        if (at == 0) {
          orgs.execute(meanwhile);
        }
        return at < typed.length() ? typed.charAt(at++) : -1;
      }
    };
  }

  /** Lets such statements wait for the advisory lock 4711. */
  private void letWait(String event) {
    orgs.execute(
        "CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NULL; END $$;"
            + " CREATE TRIGGER wait "
            + event
            + " EXECUTE FUNCTION wait()");
  }

  private static Future<Result> begin(Callable<Result> command) {
    return Background.start(command);
  }
}
