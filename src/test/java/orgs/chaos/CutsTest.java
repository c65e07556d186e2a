package orgs.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.chaos.Subject.Kind;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Effort;
import orgs.testing.Eventually;
import orgs.testing.Randomized;
import orgs.testing.Result;
import orgs.testing.WireProxy;
import orgs.testing.WireProxy.Fault;

/**
 * Every command, with a connection that ends at any message, in either direction: what the exit
 * code says is what happened.
 */
@Randomized
@Order(1)
class CutsTest {

  private static final List<Fault> CUTS =
      List.of(Fault.BEFORE, Fault.INSIDE, Fault.AFTER, Fault.RESET, Fault.GARBLED, Fault.DELAYED);

  private final long seed = Effort.seed();
  private final Random random = new Random(seed);
  private final Map<Fault, Integer> struck = new EnumMap<>(Fault.class);
  private final Map<Integer, Integer> codes = new TreeMap<>();

  @TempDir Path folder;

  private record Cut(Usual usual, int place, Fault fault) {}

  @Test
  void exitCodeIsTrueWhereverTheConnectionEnds() throws IOException {
    World world = new World(folder);
    List<Cut> all = new ArrayList<>();
    List<Cut> aroundCommit = new ArrayList<>();
    for (Subject subject : subjects()) {
      Usual usual = Usual.of(world, subject);
      for (int place = 0; place < usual.messages(); place++) {
        for (Fault fault : CUTS) {
          Cut cut = new Cut(usual, place, fault);
          all.add(cut);
          if (usual.isAroundCommit(place)) {
            aroundCommit.add(cut);
          }
        }
      }
    }
    Collections.shuffle(all, random);
    Collections.shuffle(aroundCommit, random);
    int count = Effort.of("cuts", 60);
    for (int done = 0; done < count; done++) {
      List<Cut> from = done % 3 == 0 ? aroundCommit : all;
      Cut cut = from.get(done % from.size());
      assertTimeoutPreemptively(
          Eventually.LONGEST, () -> tryOut(world, cut), () -> told(cut) + ": hangs");
    }
    Effort.figure(
        "cuts: %d of %d places and kinds, %s, exit codes %s, seed %d"
            .formatted(count, all.size(), struck, codes, seed));
  }

  private static List<Subject> subjects() {
    List<Subject> subjects = new ArrayList<>(Subject.READING);
    subjects.addAll(Subject.WRITING);
    subjects.add(Subject.SCRIPT);
    return subjects;
  }

  private void tryOut(World world, Cut cut) throws IOException {
    world.reset();
    Result result;
    try (WireProxy proxy =
        new WireProxy(
            world.orgs::serverAddress,
            message -> message.number() == cut.place(),
            cut.fault(),
            () -> {})) {
      world.orgs.goBy(proxy.port());
      result = world.run(cut.usual().subject().line());
      if (proxy.hasStruck()) {
        struck.merge(cut.fault(), 1, Integer::sum);
      }
    } finally {
      world.orgs.goBy(0);
    }
    codes.merge(result.exit(), 1, Integer::sum);
    awaitNoSession(world, cut);
    check(world, cut, result);
  }

  private static void check(World world, Cut cut, Result result) {
    String told = told(cut) + ": " + result;
    Usual usual = cut.usual();
    assertThat(result.err()).as(told).doesNotContain("\tat ", "Exception");
    assertThat(result.exit())
        .as(told)
        .isIn(usual.result().exit(), ExitCode.UNREACHABLE, ExitCode.UNKNOWN_OUTCOME);
    usual.check(world, result.exit(), told);
    if (result.exit() == usual.result().exit()) {
      assertThat(result.out()).as(told).isEqualTo(usual.result().out());
    } else if (result.exit() == ExitCode.UNREACHABLE && usual.subject().kind() != Kind.LINES) {
      // The line of the last row is ended, also where JSON would have a comma there.
      assertThat(usual.result().out()).as(told).startsWith(withoutLastLineEnd(result.out()));
      assertThat(Files.exists(world.file("output"))).as(told).isFalse();
    }
  }

  private static String withoutLastLineEnd(String text) {
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  /** The server notices that its client has gone when it next reads or, of a query, in a second. */
  private static void awaitNoSession(World world, Cut cut) {
    Eventually.holds(() -> assertThat(world.orgs.sessions()).as("%s leaves", told(cut)).isEmpty());
  }

  private static String told(Cut cut) {
    return "orgs %s, %s message %d of %d"
        .formatted(cut.usual().subject().line(), cut.fault(), cut.place(), cut.usual().messages());
  }
}
