package orgs.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.testing.Effort;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/**
 * Backups and exports of a cluster, taken while others create, import, move and merge: each can be
 * restored, and has all of a transaction or nothing.
 */
class BackupsTest {

  /** In the world at any moment, wherever they are. */
  private static final int WANDERERS = 12;

  private static final int ORGANIZATIONS = 5;

  /** Names that come together: so many there are of each kind, or none. */
  private static final Map<String, Integer> TOGETHER =
      Map.of("created", 3, "imported", 4 * ORGANIZATIONS, "merged", 2);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger changes = new AtomicInteger();

  @TempDir Path folder;

  private interface Writer {
    void change(TestOrgs orgs, int round) throws IOException;
  }

  @AfterEach
  void end() {
    over.set(true);
    threads.shutdownNow();
  }

  @Test
  void backupsAreOfOneMoment() throws Exception {
    TestOrgs cluster = TestOrgs.onCluster();
    cluster.ok("db", "distribute", "--shards", "8");
    TestOrgs restored = TestOrgs.migratedOnOwnServer();
    for (int i = 0; i < ORGANIZATIONS; i++) {
      cluster.ok("create", "home " + i);
    }
    for (int i = 0; i < WANDERERS; i++) {
      cluster.ok("members", "add", "home 0", "wanderer " + i);
    }
    List<Future<?>> writers = new ArrayList<>();
    for (Writer writer : List.<Writer>of(this::create, this::importAll, this::move, this::merge)) {
      TestOrgs somebody = cluster.somebodyElse();
      writers.add(threads.submit(() -> changeUntilOver(writer, somebody)));
    }
    int count = Effort.of("backups", 10);
    for (int i = 0; i < count; i++) {
      check(cluster, restored, i);
    }
    over.set(true);
    for (Future<?> writer : writers) {
      writer.get(2, TimeUnit.MINUTES);
    }
    Effort.figure(
        "backups of a cluster: %d, beside %d changes, all restored"
            .formatted(count, changes.get()));
  }

  private Void changeUntilOver(Writer writer, TestOrgs orgs) throws IOException {
    for (int round = 0; !over.get(); round++) {
      writer.change(orgs, round);
      changes.incrementAndGet();
    }
    return null;
  }

  private void create(TestOrgs orgs, int round) {
    orgs.ok(
        "create",
        "created " + round,
        "--member=created " + round,
        "--member=created " + round,
        "--member=created " + round);
  }

  /** Into organizations on several nodes. */
  private void importAll(TestOrgs orgs, int round) throws IOException {
    StringBuilder rows = new StringBuilder("org,member\n");
    for (int i = 0; i < TOGETHER.get("imported"); i++) {
      rows.append("home %d,imported %d%n".formatted(i % ORGANIZATIONS, round));
    }
    Path file = folder.resolve("import.csv");
    Files.writeString(file, rows);
    orgs.ok("import", file.toString());
  }

  private void move(TestOrgs orgs, int round) {
    orgs.ok(
        "members",
        "move",
        "home " + round % ORGANIZATIONS,
        "--prefix",
        "wanderer",
        "--to",
        "home " + (round + 1) % ORGANIZATIONS,
        "--yes");
  }

  private void merge(TestOrgs orgs, int round) {
    String from = "merged " + round;
    orgs.ok("create", from, "--member=" + from, "--member=" + from);
    orgs.ok("merge", from, "--into", "home " + round % ORGANIZATIONS, "--yes");
  }

  private void check(TestOrgs cluster, TestOrgs restored, int number) throws IOException {
    List<String> command = new ArrayList<>();
    boolean exported = number % 3 == 2;
    Path file = folder.resolve("backup-" + number + (exported ? ".csv" : ".jsonl"));
    if (exported) {
      command.add("export");
    } else {
      command.add("backup");
      if (number % 3 == 0) {
        command.add("--all");
      } else {
        for (int i = 0; i < ORGANIZATIONS; i++) {
          command.add("home " + i);
        }
      }
    }
    command.addAll(List.of("-o", file.toString()));
    Result taken = cluster.run(command.toArray(String[]::new));
    assertThat(taken.exit()).as(taken.toString()).isZero();

    restored.execute("TRUNCATE organizations, members RESTART IDENTITY");
    Result back = restored.run(exported ? "import" : "restore", file.toString());
    assertThat(back.exit()).as(command + ": " + back).isZero();
    Map<String, Integer> copies = new TreeMap<>();
    for (String name : restored.query("SELECT member_name FROM members")) {
      copies.merge(name, 1, Integer::sum);
    }
    int wanderers = 0;
    for (Map.Entry<String, Integer> one : copies.entrySet()) {
      String kind = one.getKey().split(" ")[0];
      if (kind.equals("wanderer")) {
        wanderers += one.getValue();
      } else {
        assertThat(one.getValue()).as(command + ": " + one.getKey()).isEqualTo(TOGETHER.get(kind));
      }
    }
    assertThat(wanderers).as(command + ": wanderers").isEqualTo(WANDERERS);
    Files.delete(file);
  }
}
