package orgs.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/**
 * How much of a randomized test is run: little in every build, much in {@code src/chaos/run}, which
 * sets the system properties {@code orgs.chaos.NAME}.
 */
public final class Effort {

  /** What the runs have to say, a line each; {@code src/chaos/run} prints it. */
  private static final Path FIGURES = Path.of("target", "chaos-figures.txt");

  private Effort() {}

  /** How many there are to be of something, unless this run says otherwise. */
  public static int of(String name, int usual) {
    return Integer.getInteger("orgs.chaos." + name, usual);
  }

  /** A new seed, or {@code orgs.chaos.seed}: whoever takes it tells it when the test fails. */
  public static long seed() {
    return Long.getLong("orgs.chaos.seed", new Random().nextLong());
  }

  /** The same seed in every build; where much of this is run, a new one as {@link #seed()}. */
  public static long seed(String name) {
    return Integer.getInteger("orgs.chaos." + name) == null
        ? Long.getLong("orgs.chaos.seed", 1)
        : seed();
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
