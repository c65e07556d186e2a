package orgs.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Effort;
import orgs.testing.Eventually;
import orgs.testing.Randomized;
import orgs.testing.Result;
import orgs.testing.WireProxy;
import orgs.testing.WireProxy.Fault;

/**
 * Two commands at once, the one wholly between two messages of the other, or until it waits for the
 * other's lock: what is there afterwards, and both exit codes, are as if one had come after the
 * other.
 */
@Randomized
@Order(1)
class InterleavingsTest {

  private final long seed = Effort.seed();
  private final Random random = new Random(seed);
  private final Map<String, Outcome> inTurn = new HashMap<>();
  private int waited;

  @TempDir Path folder;

  /** Both exit codes, and the names that are there. */
  private record Outcome(int first, int second, List<String> contents) {

    /**
     * Who comes late finds nothing to do (0), or less than at first (1, nothing is done then); who
     * comes later still, that there is no such organization.
     */
    boolean isLike(Outcome other) {
      return contents.equals(other.contents)
          && isLike(first, other.first)
          && isLike(second, other.second);
    }

    private static boolean isLike(int exit, int inTurn) {
      return exit == inTurn
          || inTurn == ExitCode.NOT_FOUND && (exit == ExitCode.OK || exit == ExitCode.FAILURE);
    }
  }

  @Test
  void areLikeOneAfterTheOther() throws IOException {
    World world = new World(Files.createDirectory(folder.resolve("one")));
    World other = world.somebodyElse(Files.createDirectory(folder.resolve("two")));
    List<Usual> usuals = new ArrayList<>();
    for (Subject subject : Subject.WRITING) {
      usuals.add(Usual.of(world, subject));
    }
    int count = Effort.of("interleavings", 20);
    for (int i = 0; i < count; i++) {
      Usual held = usuals.get(random.nextInt(usuals.size()));
      String between = usuals.get(random.nextInt(usuals.size())).subject().line();
      int place = random.nextInt(held.messages());
      assertTimeoutPreemptively(
          Eventually.LONGEST,
          () -> tryOut(world, other, held.subject().line(), between, place),
          () -> told(held.subject().line(), between, place) + ": hangs");
    }
    Effort.figure("interleavings: %d, in %d one waited, seed %d".formatted(count, waited, seed));
  }

  private void tryOut(World world, World other, String held, String between, int place)
      throws Exception {
    Outcome heldFirst = inTurn(world, other, held, between);
    Outcome heldLast = reversed(inTurn(other, world, between, held));
    reset(world, other);
    FutureTask<Result> second = new FutureTask<>(() -> other.run(between));
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
      first = world.run(held);
    } finally {
      world.orgs.goBy(0);
    }
    // The proxy may be gone before it has seen the goodbye.
    second.run();
    Result last = second.get();
    Outcome outcome = new Outcome(first.exit(), last.exit(), names(world));
    assertThat(List.of(heldFirst, heldLast))
        .as("%s%n%s%n%s%n%s", told(held, between, place), first, last, outcome)
        .anyMatch(outcome::isLike);
  }

  private void awaitEndOrLock(World world, FutureTask<Result> command) {
    AtomicBoolean waits = new AtomicBoolean();
    Eventually.that(
        "it ends or waits",
        () -> {
          waits.set(world.orgs.waitingForLocks() > 0);
          return waits.get() || command.isDone();
        });
    waited += waits.get() ? 1 : 0;
  }

  private Outcome inTurn(World world, World other, String first, String second) {
    return inTurn.computeIfAbsent(
        first + " | " + second,
        key -> {
          reset(world, other);
          int exit = world.run(first).exit();
          return new Outcome(exit, other.run(second).exit(), names(world));
        });
  }

  private static Outcome reversed(Outcome outcome) {
    return new Outcome(outcome.second(), outcome.first(), outcome.contents());
  }

  private static void reset(World world, World other) {
    world.reset();
    other.reset();
  }

  /** Ids aren't compared: who comes first gets the lower ones. */
  private static List<String> names(World world) {
    return world
        .orgs
        .query("SELECT org_name, member_name FROM organizations LEFT JOIN members USING (org_id)")
        .stream()
        .sorted()
        .collect(Collectors.toList());
  }

  private String told(String held, String between, int place) {
    return "orgs %s, at message %d: orgs %s, seed %d".formatted(held, place, between, seed);
  }
}
