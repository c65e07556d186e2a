package orgs.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.cli.syntax.ExitCode;
import orgs.codegen.ThrowawayServer;
import orgs.testing.Background;
import orgs.testing.Effort;
import orgs.testing.Eventually;
import orgs.testing.Randomized;
import orgs.testing.Result;
import orgs.testing.TestOrgs;
import orgs.testing.WireProxy;
import orgs.testing.WireProxy.Fault;

/** A server that is killed at any message, and comes back: what it acknowledged is there. */
@Randomized
class CrashesTest {

  private static final int LONGEST_PAUSE_MILLIS = 1_000;

  private static final List<Fault> FAULTS = List.of(Fault.BEFORE, Fault.AFTER, Fault.DELAYED);

  private final long seed = Effort.seed();
  private final Random random = new Random(seed);
  private final Map<Integer, Integer> codes = new TreeMap<>();

  @TempDir Path folder;

  @Test
  void whatWasAcknowledgedIsThere() throws Exception {
    int count = Effort.of("crashes", 2);
    try (ThrowawayServer server =
        new ThrowawayServer(
            Path.of("target"),
            Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on"))) {
      TestOrgs orgs = TestOrgs.on(server);
      orgs.ok("db", "migrate");
      World world = new World(folder, orgs);
      List<Usual> usuals = new ArrayList<>();
      for (Subject subject : Subject.WRITING) {
        usuals.add(Usual.of(world, subject));
      }
      for (int i = 0; i < count; i++) {
        Usual usual = usuals.get(random.nextInt(usuals.size()));
        crash(server, world, usual, usual.anyPlace(random));
      }
    }
    Effort.figure("kills of the server: %d, exit codes %s, seed %d".formatted(count, codes, seed));
  }

  private void crash(ThrowawayServer server, World world, Usual usual, int place)
      throws IOException {
    world.orgs.goBy(0);
    world.reset();
    Fault fault = FAULTS.get(random.nextInt(FAULTS.size()));
    int pause = random.nextInt(LONGEST_PAUSE_MILLIS);
    AtomicReference<Future<Void>> back = new AtomicReference<>();
    Result result;
    try (WireProxy proxy =
        new WireProxy(
            world.orgs::serverAddress,
            message -> message.number() == place,
            fault,
            () -> {
              server.kill();
              back.set(Background.start(() -> restart(server, pause)));
            })) {
      world.orgs.goBy(proxy.port());
      result = world.run(usual.subject().line());
      if (proxy.hasStruck()) {
        Eventually.get(Eventually.value("it is started", back::get, Objects::nonNull));
      }
    }
    world.orgs.goBy(0);
    codes.merge(result.exit(), 1, Integer::sum);
    String told =
        "orgs %s, %s message %d of %d: %s, seed %d"
            .formatted(usual.subject().line(), fault, place, usual.messages(), result, seed);
    assertThat(result.exit())
        .as(told)
        .isIn(usual.result().exit(), ExitCode.UNREACHABLE, ExitCode.UNKNOWN_OUTCOME);
    usual.check(world, result.exit(), told);
  }

  private static Void restart(ThrowawayServer server, int pause) throws InterruptedException {
    Thread.sleep(pause);
    server.restart();
    return null;
  }
}
