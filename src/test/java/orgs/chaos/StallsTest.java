package orgs.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Background;
import orgs.testing.Effort;
import orgs.testing.Eventually;
import orgs.testing.OrgsProcess;
import orgs.testing.Result;
import orgs.testing.WireProxy;
import orgs.testing.WireProxy.Fault;
import orgs.testing.WireProxy.Message;

/** A connection that stays open while nothing gets through any more: nobody waits for ever. */
class StallsTest {

  @TempDir Path folder;

  private record Stalled(Result result, List<String> contents, Duration time) {}

  /** At once, because each of them waits. */
  @Test
  void isNoticed() throws Exception {
    List<Future<Stalled>> undone = new ArrayList<>();
    undone.add(stalled("members export acme", m -> !m.fromClient() && m.type() == 'H'));
    undone.add(stalled("create new", m -> m.isStatement("INSERT")));
    undone.add(stalled("members import acme {names}", m -> m.fromClient() && m.type() == 'd'));
    Future<Stalled> beforeCommit = stalled("members add acme x", m -> m.isStatement("COMMIT"));
    Future<Stalled> afterCommit = stalled("members add acme x", new AnswerToCommit());
    undone.add(ended("create new", m -> m.isStatement("INSERT")));
    undone.add(ended("members export acme", m -> !m.fromClient() && m.type() == 'H'));
    Future<Stalled> endedAfterCommit = ended("members add acme x", new AnswerToCommit());

    for (Future<Stalled> each : undone) {
      assertNothingDone(Eventually.get(each));
    }
    // Its session holds the number, so that the server says "in progress" until it notices.
    Stalled held = Eventually.get(beforeCommit);
    assertThat(held.result().exit())
        .as("%s", held)
        .isIn(ExitCode.UNREACHABLE, ExitCode.UNKNOWN_OUTCOME);
    assertThat(held.contents()).doesNotContain("x");
    Stalled done = Eventually.get(afterCommit);
    assertDone(done);
    assertDone(Eventually.get(endedAfterCommit));
    Effort.figure(
        "stalls: noticed after %d s, after COMMIT %d s, with %s"
            .formatted(
                Eventually.get(undone.get(0)).time().toSeconds(),
                done.time().toSeconds(),
                OrgsProcess.WATCHFUL));
  }

  private static void assertDone(Stalled done) {
    assertThat(done.result().exit()).as("%s", done).isZero();
    assertThat(done.contents()).contains("x");
  }

  private static void assertNothingDone(Stalled stalled) {
    assertThat(stalled.result().exit()).as("%s", stalled).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(stalled.result().err())
        .containsPattern("lost the connection .*: the server has not answered for [0-9]+ seconds");
    assertThat(stalled.contents()).containsExactly("ann", "ann", "bob", "bob", "cid", "dan");
  }

  private Future<Stalled> stalled(String line, Predicate<Message> place) throws IOException {
    return stalled(line, place, world -> {});
  }

  /** The same, and the server has ended the session. */
  private Future<Stalled> ended(String line, Predicate<Message> place) throws IOException {
    return stalled(
        line,
        place,
        world ->
            world.orgs.query(
                "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
                    + " WHERE application_name = '"
                    + world.orgs.schema()
                    + "'"));
  }

  private Future<Stalled> stalled(String line, Predicate<Message> place, Consumer<World> action)
      throws IOException {
    // A folder of its own: a file that the next world writes again may be read here meanwhile.
    World world = new World(Files.createTempDirectory(folder, "world"));
    world.reset();
    return Background.start(
        () -> {
          try (WireProxy proxy =
              new WireProxy(
                  world.orgs::serverAddress, place, Fault.STALLED, () -> action.accept(world))) {
            world.orgs.goBy(proxy.port());
            long begin = System.nanoTime();
            Result result;
            try (OrgsProcess process =
                OrgsProcess.startWith(OrgsProcess.WATCHFUL, world.orgs, world.words(line))) {
              result = process.result();
            }
            Duration time = Duration.ofNanos(System.nanoTime() - begin);
            assertThat(proxy.hasStruck()).as(line).isTrue();
            List<String> names =
                world.orgs.query("SELECT member_name FROM members ORDER BY member_name");
            return new Stalled(result, names, time);
          }
        });
  }

  /** What the server says first after a COMMIT was sent. */
  private static final class AnswerToCommit implements Predicate<Message> {
    private boolean sent;

    @Override
    public boolean test(Message message) {
      sent |= message.isStatement("COMMIT");
      return sent && !message.fromClient();
    }
  }
}
