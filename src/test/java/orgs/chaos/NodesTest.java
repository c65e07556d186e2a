package orgs.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Background;
import orgs.testing.ClusterNode;
import orgs.testing.Effort;
import orgs.testing.Eventually;
import orgs.testing.Randomized;
import orgs.testing.Result;
import orgs.testing.TestOrgs;
import orgs.testing.WireProxy;
import orgs.testing.WireProxy.Fault;

/**
 * A node of a cluster that is killed at any message, and comes back: what the exit code says is
 * what happened, on all nodes.
 */
@Isolated("everybody else on the cluster would lose it, too")
@Randomized
class NodesTest {

  /**
   * The proxy holds the message up as long: what is killed then is killed while it is worked on.
   */
  private static final int AT_WORK_MILLIS = 195;

  private static final int WORK_MILLIS = 30;

  private final long seed = Effort.seed();
  private final Random random = new Random(seed);
  private final Map<Integer, Integer> codes = new TreeMap<>();

  @TempDir Path folder;

  @Test
  void exitCodeIsTrueWhenANodeDies() throws IOException {
    TestOrgs orgs = TestOrgs.onCluster();
    orgs.ok("db", "distribute", "--shards", "4");
    World world = new World(folder, orgs);
    List<ClusterNode> nodes = ClusterNode.workers(orgs);
    List<Usual> usuals = new ArrayList<>();
    for (Subject subject : Subject.WRITING) {
      usuals.add(Usual.of(world, subject));
    }
    usuals.add(Usual.of(world, Subject.SCRIPT));
    int count = Effort.of("nodes", 10);
    for (int i = 0; i < count; i++) {
      Usual usual = usuals.get(random.nextInt(usuals.size()));
      ClusterNode node = nodes.get(random.nextInt(nodes.size()));
      kill(world, usual, usual.anyPlace(random), node);
    }
    Effort.figure("kills of a node: %d, exit codes %s, seed %d".formatted(count, codes, seed));
  }

  private void kill(World world, Usual usual, int place, ClusterNode node) throws IOException {
    world.reset();
    int pause = random.nextBoolean() ? 0 : AT_WORK_MILLIS + random.nextInt(WORK_MILLIS);
    List<Future<Void>> kills = new ArrayList<>();
    Result result;
    try (WireProxy proxy =
        new WireProxy(
            world.orgs::serverAddress,
            message -> message.number() == place,
            Fault.DELAYED,
            () -> kills.add(Background.start(() -> killAfter(node, pause))))) {
      world.orgs.goBy(proxy.port());
      result = world.run(usual.subject().line());
    } finally {
      world.orgs.goBy(0);
    }
    kills.forEach(Eventually::get);
    node.awaitRecovery(world.orgs);
    codes.merge(result.exit(), 1, Integer::sum);
    String told =
        "orgs %s, %s killed %d ms after message %d of %d: %s, seed %d"
            .formatted(usual.subject().line(), node, pause, place, usual.messages(), result, seed);
    assertThat(result.err()).as(told).doesNotContain("\tat ", "Exception");
    assertThat(result.exit())
        .as(told)
        .isIn(usual.result().exit(), ExitCode.UNREACHABLE, ExitCode.UNKNOWN_OUTCOME);
    usual.check(world, result.exit(), told);
  }

  private static Void killAfter(ClusterNode node, int pause) throws InterruptedException {
    Thread.sleep(pause);
    node.kill();
    return null;
  }
}
