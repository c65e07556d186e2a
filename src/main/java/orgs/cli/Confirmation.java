package orgs.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import orgs.output.SafeText;
import picocli.CommandLine.Option;

/** Leave to do what can't be undone: given by {@code --yes}, or asked for on a terminal. */
final class Confirmation {

  @Option(names = "--yes", description = "Don't ask.")
  boolean yes;

  @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
  boolean dryRun;

  /** Whether the user must be asked. */
  boolean isOpen() {
    return !yes && !dryRun;
  }

  /** Refuses where nobody can be asked. */
  void requireSomebody(Context context, String what) {
    if (!context.canAsk()) {
      throw refused(what + " needs --yes here", "nothing was done; --dry-run shows what would be");
    }
  }

  /** Asks for the name, on stderr; anything else is a no. */
  void ask(Context context, String what, String name) {
    requireSomebody(context, what);
    Console console = context.console();
    console.err().print(SafeText.of(what) + ". Type " + SafeText.of(name) + " to go on: ");
    console.err().flush();
    String answer;
    try {
      answer =
          new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8))
              .readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!name.equals(answer)) {
      throw refused("that was not the name", "nothing was done");
    }
  }

  private static CliException refused(String message, String hint) {
    return new CliException(ExitCode.REFUSED, message, hint);
  }
}
