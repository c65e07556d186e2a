package orgs.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Effort;
import orgs.testing.Eventually;
import orgs.testing.OrgsProcess;
import orgs.testing.Randomized;
import orgs.testing.WireProxy;
import orgs.testing.WireProxy.Fault;

/**
 * Processes that are ended at any message of theirs, by SIGKILL and by SIGTERM: what they wrote is
 * there as a whole or not at all, and an exit code is true.
 */
@Randomized
@Order(1)
class KillsTest {

  private static final int THREADS = 2;

  private static final int KILLED = 137;

  private static final int TERMINATED = 143;

  private final long seed = Effort.seed();
  private final Map<Integer, Integer> codes = new ConcurrentSkipListMap<>();

  @TempDir Path folder;

  @Test
  void nothingIsHalfDone() throws Exception {
    int count = Effort.of("kills", 4);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Void>> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Random random = new Random(seed + i);
        Path own = Files.createDirectory(folder.resolve("world" + i));
        Callable<Void> work = () -> kill(new World(own), random, count / THREADS);
        all.add(threads.submit(work));
      }
      for (Future<Void> each : all) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    Effort.figure("kills of the client: %d, exit codes %s, seed %d".formatted(count, codes, seed));
  }

  private Void kill(World world, Random random, int count) throws Exception {
    List<Usual> usuals = new ArrayList<>();
    for (Subject subject : Subject.WRITING) {
      usuals.add(Usual.of(world, subject));
    }
    usuals.add(Usual.of(world, Subject.SCRIPT));
    for (int i = 0; i < count; i++) {
      Usual usual = usuals.get(random.nextInt(usuals.size()));
      killOnce(world, usual, usual.anyPlace(random), random.nextBoolean());
    }
    return null;
  }

  private void killOnce(World world, Usual usual, int place, boolean softly) throws Exception {
    world.reset();
    CompletableFuture<OrgsProcess> victim = new CompletableFuture<>();
    int exit;
    try (WireProxy proxy =
        new WireProxy(
            world.orgs::serverAddress,
            message -> message.number() == place,
            Fault.DELAYED,
            () -> end(victim, softly))) {
      world.orgs.goBy(proxy.port());
      try (OrgsProcess process =
          OrgsProcess.start(world.orgs, world.words(usual.subject().line()))) {
        victim.complete(process);
        exit = process.exit();
        world.orgs.awaitNoSession();
      }
    } finally {
      world.orgs.goBy(0);
    }
    codes.merge(exit, 1, Integer::sum);
    String told =
        "orgs %s, %s at message %d of %d: %d, seed %d"
            .formatted(
                usual.subject().line(),
                softly ? "SIGTERM" : "SIGKILL",
                place,
                usual.messages(),
                exit,
                seed);
    if (exit == KILLED) {
      // It can't tell.
      assertThat(usual.states()).as(told).contains(world.contents());
      return;
    }
    assertThat(exit)
        .as(told)
        .isIn(usual.result().exit(), TERMINATED, ExitCode.UNKNOWN_OUTCOME, ExitCode.UNWRITTEN);
    usual.check(world, exit, told);
    assertThat(world.drafts()).as(told).isEmpty();
    if (exit == TERMINATED) {
      assertThat(world.file("output")).as(told).doesNotExist();
    }
  }

  private static void end(CompletableFuture<OrgsProcess> victim, boolean softly) {
    try {
      // It connects faster than it is known here, at times.
      Eventually.get(victim).signal(softly);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
