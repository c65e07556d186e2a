package orgs.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.testing.Effort;
import orgs.testing.Eventually;
import orgs.testing.OrgsProcess;
import orgs.testing.Randomized;
import orgs.testing.WireProxy;
import orgs.testing.WireProxy.Fault;
import orgs.testing.WireProxy.Message;

/**
 * Processes that get a signal at a moment when it is hardest to say what became of their work: when
 * the server has committed, and until they have ended; or while a file of theirs takes its place.
 */
@Randomized
@Order(1)
class SignalsTest {

  private static final Map<String, Integer> SIGNALS = Map.of("INT", 130, "TERM", 143, "HUP", 129);

  private static final List<String> NAMES = SIGNALS.keySet().stream().sorted().toList();

  /** About as long as a process has left. */
  private static final int LONGEST_DELAY_MICROS = 80_000;

  /** So many messages before the last one. */
  private static final int LAST = 12;

  private static final List<Subject> WRITING = new ArrayList<>(Subject.WRITING);

  static {
    WRITING.add(new Subject("members add acme x y -o {output}", Subject.Kind.WRITES));
    WRITING.add(new Subject("delete globex --yes --format json", Subject.Kind.WRITES));
  }

  private static final List<String> FILES =
      List.of(
          "backup --all -o {output}",
          "export --format csv -o {output}",
          "members list acme -o {output}",
          "members count acme -o {output}",
          "members diff acme {names} -o {output}");

  private final long seed = Effort.seed();
  private final Random random = new Random(seed);
  private final Map<Integer, Integer> codes = new ConcurrentSkipListMap<>();

  @TempDir Path folder;

  private World world;

  /** What the process ended with. */
  private record End(String signal, int exit, String out, String err) {}

  @Test
  void afterCommitTheExitCodeIsTheCommandsOwn() throws Exception {
    world = new World(folder);
    List<Usual> usuals = new ArrayList<>();
    List<Integer> commits = new ArrayList<>();
    for (Subject subject : WRITING) {
      usuals.add(Usual.of(world, subject));
      commits.add(commits(subject.line()));
    }
    int count = Effort.of("signals", 4);
    int first = random.nextInt(usuals.size());
    for (int i = 0; i < count; i++) {
      int which = (first + i) % usuals.size();
      Usual usual = usuals.get(which);
      Predicate<Message> lastCommit = new Commit(commits.get(which));
      End end = run(usual.subject().line(), lastCommit, i % 4 == 0);
      String told = told(usual.subject().line(), end);
      assertThat(end.exit()).as(told).isEqualTo(usual.result().exit());
      assertThat(end.out()).as(told).isEqualTo(usual.result().out());
      usual.check(world, end.exit(), told);
      assertThat(world.drafts()).as(told).isEmpty();
      if (usual.subject().line().contains("{output}")) {
        assertThat(world.file("output")).as(told).isNotEmptyFile();
      }
    }
    Effort.figure("signals after COMMIT: %d, exit codes %s, seed %d".formatted(count, codes, seed));
  }

  @Test
  void fileIsThereExactlyWhereTheExitCodeSaysSo() throws Exception {
    world = new World(folder);
    List<Usual> usuals = new ArrayList<>();
    for (String line : FILES) {
      usuals.add(Usual.of(world, new Subject(line, Subject.Kind.READS)));
    }
    int count = Effort.of("signals", 4) / 2;
    for (int i = 0; i < count; i++) {
      Usual usual = usuals.get(i % usuals.size());
      int place = usual.messages() - 1 - random.nextInt(Math.min(LAST, usual.messages()));
      End end = run(usual.subject().line(), m -> m.number() == place, i % 4 == 0);
      String told = told(usual.subject().line(), end);
      assertThat(world.drafts()).as(told).isEmpty();
      assertThat(end.exit()).as(told).isIn(usual.result().exit(), SIGNALS.get(end.signal()));
      assertThat(Files.exists(world.file("output")))
          .as(told)
          .isEqualTo(end.exit() == usual.result().exit());
    }
    Effort.figure(
        "signals beside a file: %d, exit codes %s, seed %d".formatted(count, codes, seed));
  }

  private String told(String line, End end) {
    return "orgs %s, seed %d: %s".formatted(line, seed, end);
  }

  /** How often a command is told that it has committed. */
  private int commits(String line) throws IOException {
    int[] commits = new int[1];
    world.reset();
    try (WireProxy proxy =
        new WireProxy(
            world.orgs::serverAddress,
            message -> {
              commits[0] += message.isAnswerTo("COMMIT") ? 1 : 0;
              return false;
            },
            Fault.NONE,
            () -> {})) {
      world.orgs.goBy(proxy.port());
      world.run(line);
      return commits[0];
    } finally {
      world.orgs.goBy(0);
    }
  }

  /** The answer to the last COMMIT. */
  private static final class Commit implements Predicate<Message> {
    private int left;

    Commit(int number) {
      left = number;
    }

    @Override
    public boolean test(Message message) {
      return message.isAnswerTo("COMMIT") && --left == 0;
    }
  }

  /**
   * Runs a command that gets a signal.
   *
   * @param place the message that it is sent with
   * @param early whether the message waits for the signal
   */
  private End run(String line, Predicate<Message> place, boolean early) throws Exception {
    world.reset();
    String signal = NAMES.get(random.nextInt(NAMES.size()));
    long delay = early ? 0 : TimeUnit.MICROSECONDS.toNanos(random.nextInt(LONGEST_DELAY_MICROS));
    CompletableFuture<OrgsProcess> victim = new CompletableFuture<>();
    Thread sender = new Thread(() -> send(victim, signal, delay), "signal");
    Runnable action =
        () -> {
          sender.start();
          if (early) {
            join(sender);
          }
        };
    try (WireProxy proxy = new WireProxy(world.orgs::serverAddress, place, Fault.NONE, action)) {
      world.orgs.goBy(proxy.port());
      try (OrgsProcess process = OrgsProcess.start(world.orgs, world.words(line))) {
        victim.complete(process);
        int exit = process.exit();
        // The last words of the process may still be on their way to the place of the signal.
        Eventually.that(
            "a signal was sent to " + line, () -> sender.getState() == Thread.State.TERMINATED);
        codes.merge(exit, 1, Integer::sum);
        String out = process.out().lines().map(row -> row + "\n").collect(Collectors.joining());
        world.orgs.awaitNoSession();
        return new End(signal, exit, out, process.err());
      }
    } finally {
      world.orgs.goBy(0);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(CompletableFuture<OrgsProcess> victim, String signal, long delay) {
    try {
      OrgsProcess process = victim.join();
      TimeUnit.NANOSECONDS.sleep(delay);
      process.signal(signal);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
