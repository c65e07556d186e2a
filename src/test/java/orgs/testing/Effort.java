package orgs.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;

/**
 * How much of a randomized test is run: little in every build, much in {@code src/chaos/run}, which
 * sets the system properties {@code orgs.chaos.NAME}.
 */
public final class Effort {

  /** What the runs have to say, a line each; {@code src/chaos/run} prints it. */
  private static final Path FIGURES = Path.of("target", "chaos-figures.txt");

  /** The environment variable that sets the seed: a number, or {@value #DRAWN}. */
  static final String SEED_VARIABLE = "ORGS_TEST_SEED";

  private static final String DRAWN = "random";

  private static final long FIXED_SEED = 20;

  private static final long SEED =
      Long.getLong("orgs.chaos.seed", seed(System.getenv(SEED_VARIABLE)));

  private Effort() {}

  /** How many there are to be of something, unless this run says otherwise. */
  public static int of(String name, int usual) {
    return Integer.getInteger("orgs.chaos." + name, usual);
  }

  /**
   * The seed of all random choices of this run. It is always the same unless {@code ORGS_TEST_SEED}
   * or {@code orgs.chaos.seed} says otherwise, so that a build depends on the sources alone. A test
   * that uses it is {@link Randomized}.
   */
  public static long seed() {
    return SEED;
  }

  static long seed(String variable) {
    if (variable == null || variable.isEmpty()) {
      return FIXED_SEED;
    }
    return variable.equals(DRAWN) ? new SecureRandom().nextLong() : Long.parseLong(variable);
  }

  /** Adds a line to the figures of this run. */
  public static synchronized void figure(String line) {
    try {
      Files.createDirectories(FIGURES.getParent());
      Files.writeString(FIGURES, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
