package orgs.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import orgs.chaos.Subject.Kind;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Result;
import orgs.testing.WireProxy;
import orgs.testing.WireProxy.Fault;

/**
 * What a command does when nothing goes wrong.
 *
 * @param states what is there before it, after each of its transactions, and at the end
 * @param messages how many its connection has
 * @param commit the number of the message with its last COMMIT; 0 when there is none
 */
record Usual(Subject subject, Result result, List<List<String>> states, int messages, int commit) {

  /** Before a COMMIT, and until everything is told that follows it. */
  private static final int BEFORE_COMMIT = 1;

  private static final int AROUND_COMMIT = 7;

  static Usual of(World world, Subject subject) throws IOException {
    List<List<String>> states =
        world.states(subject.kind() == Kind.LINES ? World.SCRIPT : List.of(subject.line()));
    world.reset();
    int[] commit = new int[1];
    try (WireProxy proxy =
        new WireProxy(
            world.orgs::serverAddress,
            message -> {
              commit[0] = message.isStatement("COMMIT") ? message.number() : commit[0];
              return false;
            },
            Fault.AFTER,
            () -> {})) {
      world.orgs.goBy(proxy.port());
      Result result = world.run(subject.line());
      return new Usual(subject, result, states, proxy.messages(), commit[0]);
    } finally {
      world.orgs.goBy(0);
    }
  }

  boolean isAroundCommit(int place) {
    return commit > 0
        && place >= commit - BEFORE_COMMIT
        && place < commit - BEFORE_COMMIT + AROUND_COMMIT;
  }

  /** Any message, half of the time one around the COMMIT. */
  int anyPlace(Random random) {
    return commit > 0 && random.nextBoolean()
        ? commit - BEFORE_COMMIT + random.nextInt(AROUND_COMMIT)
        : random.nextInt(messages);
  }

  /** Fails where what is there now isn't what this exit code says. */
  void check(World world, int exit, String told) {
    List<String> now = world.contents();
    if (exit == result.exit() || exit == ExitCode.UNWRITTEN) {
      assertThat(now).as(told).isEqualTo(states.get(states.size() - 1));
    } else if (exit == ExitCode.UNKNOWN_OUTCOME || subject.kind() == Kind.LINES) {
      assertThat(states).as(told).contains(now);
    } else {
      assertThat(now).as(told).isEqualTo(states.get(0));
    }
    if (subject.line().contains("{backup}")) {
      if (!now.equals(states.get(0))) {
        assertThat(world.file("backup")).as(told).isNotEmptyFile();
      } else if (exit != ExitCode.UNKNOWN_OUTCOME) {
        // The next attempt needs the name.
        assertThat(world.file("backup")).as(told).doesNotExist();
      }
    }
  }
}
