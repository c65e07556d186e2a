package orgs.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.testing.Effort;
import orgs.testing.Randomized;
import orgs.testing.Result;
import orgs.testing.TestOrgs;
import orgs.testing.WireProxy;
import orgs.testing.WireProxy.Fault;

/**
 * Two commands on a cluster, the one between two messages of the other: they take their locks in
 * one order, so that none is undone in favour of the other.
 */
@Randomized
class ClusterLocksTest {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private static final String SYNC_ALL = "sync {all} --prune --yes --max-removals 100%";

  /** What can be in each other's way; each is held, too. */
  private static final List<List<String>> PAIRS =
      List.of(
          List.of(SYNC_ALL, "members sync acme {names} --yes --max-removals 100%"),
          List.of(SYNC_ALL, "create new --member x --member y"),
          List.of(SYNC_ALL, "members duplicates acme --remove --yes"),
          List.of(SYNC_ALL, "merge acme empty --into globex --yes"),
          List.of(SYNC_ALL, SYNC_ALL),
          List.of("delete acme globex --yes", "delete globex acme --yes"),
          List.of("delete acme globex --yes", "merge globex --into acme --yes"),
          List.of("merge acme --into globex --yes", "merge globex --into acme --yes"),
          List.of("rename acme acme2", "delete acme --yes"),
          List.of("rename acme acme2", "merge acme --into globex --yes"),
          List.of("members move acme cid --to globex --yes", "merge globex --into acme --yes"),
          List.of("restore {saved}", "delete acme globex --yes"),
          List.of("copy acme copied", "delete acme --yes"),
          List.of("copy acme copied", SYNC_ALL));

  private final long seed = Effort.seed();
  private final Random random = new Random(seed);
  private int waited;

  @TempDir Path folder;

  @Test
  void noneIsUndoneForAnother() throws IOException {
    TestOrgs orgs = TestOrgs.onCluster();
    orgs.ok("db", "distribute", "--shards", "4");
    World world = new World(Files.createDirectory(folder.resolve("one")), orgs);
    World other = world.somebodyElse(Files.createDirectory(folder.resolve("two")));
    List<List<String>> pairs = new ArrayList<>(PAIRS);
    PAIRS.forEach(pair -> pairs.add(List.of(pair.get(1), pair.get(0))));
    int count = Effort.of("locks", 1);
    for (List<String> pair : pairs) {
      int messages = Usual.of(world, new Subject(pair.get(0), Subject.Kind.WRITES)).messages();
      for (int i = 0; i < count; i++) {
        int place = random.nextInt(messages);
        assertTimeoutPreemptively(
            LONGEST, () -> tryOut(world, other, pair, place), () -> told(pair, place) + ": hangs");
      }
    }
    Effort.figure(
        "two commands on a cluster: %d, in %d one waited, seed %d"
            .formatted(pairs.size() * count, waited, seed));
  }

  private void tryOut(World world, World other, List<String> pair, int place) throws Exception {
    world.reset();
    other.reset();
    FutureTask<Result> second = new FutureTask<>(() -> other.run(pair.get(1)));
    Result first;
    try (WireProxy proxy =
        new WireProxy(
            world.orgs::serverAddress,
            message -> {
              if (message.number() == place) {
                new Thread(second).start();
                awaitEndOrLock(world, second);
              }
              return false;
            },
            Fault.AFTER,
            () -> {})) {
      world.orgs.goBy(proxy.port());
      first = world.run(pair.get(0));
    } finally {
      world.orgs.goBy(0);
    }
    second.run();
    String told = told(pair, place) + "\n" + first + "\n" + second.get();
    for (Result result : List.of(first, second.get())) {
      assertThat(result.err()).as(told).doesNotContain("in the way", "deadlock");
    }
  }

  private void awaitEndOrLock(World world, FutureTask<Result> command) {
    while (!command.isDone()) {
      if (world.orgs.waitingForLocks() > 0) {
        waited++;
        return;
      }
    }
  }

  private String told(List<String> pair, int place) {
    return "orgs %s, at message %d: orgs %s, seed %d"
        .formatted(pair.get(0), place, pair.get(1), seed);
  }
}
