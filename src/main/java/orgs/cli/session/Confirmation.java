package orgs.cli.session;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import orgs.cli.console.Console;
import orgs.cli.files.IoReason;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.Syntax;
import orgs.output.SafeText;

/**
 * Permission to do something irreversible: it is given by {@code --yes}, or asked for on a
 * terminal, where a name has to be typed; any other answer refuses it.
 */
public final class Confirmation {

  private final Arg<Boolean> yes;

  /** Null if there is no such option. */
  private final Arg<Boolean> dryRun;

  private Confirmation(Arg<Boolean> yes, Arg<Boolean> dryRun) {
    this.yes = yes;
    this.dryRun = dryRun;
  }

  /** Permission is given by {@code --yes} or asked for. */
  public static Confirmation of(Syntax syntax) {
    return new Confirmation(yes(syntax), null);
  }

  /** Permission is given by {@code --yes} or asked for; {@code --dry-run} needs none. */
  public static Confirmation orDryRun(Syntax syntax) {
    return new Confirmation(
        yes(syntax), syntax.flag("--dry-run", "Show what would be done, without doing it."));
  }

  private static Arg<Boolean> yes(Syntax syntax) {
    return syntax.flag("--yes", "Don't ask for confirmation.");
  }

  /** Whether nothing is to be done. */
  public boolean isDryRun() {
    return dryRun != null && dryRun.value();
  }

  /** Whether a person has to be asked. */
  public boolean needsAnswer() {
    return !yes.value() && !isDryRun();
  }

  /**
   * Refuses if there is no person to ask.
   *
   * @param what is about to happen, as it follows "this"
   */
  public void requireTerminal(Context context, String what) {
    Console console = context.console();
    boolean canAsk =
        console.inTerminal() && console.errTerminal() && !context.globals().noInput.value();
    if (!canAsk) {
      throw refused(
          "this " + what + "; confirm it with --yes",
          "nothing was done" + (dryRun == null ? "" : "; --dry-run shows what would be done"));
    }
  }

  /**
   * Asks for the name on stderr, if an answer is needed.
   *
   * @param what is about to happen, as it follows "this"
   * @param name what has to be typed
   */
  public void ask(Context context, String what, String name) {
    if (!needsAnswer()) {
      return;
    }
    requireTerminal(context, what);
    Console console = context.console();
    console
        .err()
        .print("This " + SafeText.of(what) + ". Type " + SafeText.of(name) + " to confirm: ");
    console.err().flush();
    String answer;
    try {
      answer = readLine(console.in());
    } catch (IOException e) {
      throw new CliException(
          ExitCode.FAILURE, "can't read the answer: " + IoReason.of(e), "nothing was done");
    }
    if (answer == null) {
      console.err().println();
      throw refused("no answer", "nothing was done");
    }
    if (!name.equals(answer)) {
      throw refused("the name doesn't match", "nothing was done");
    }
  }

  /**
   * Reads byte by byte, because the next line answers the next question. Null if the input ended
   * before anything was typed.
   */
  private static String readLine(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next;
    while ((next = in.read()) >= 0 && next != '\n') {
      line.write(next);
    }
    return next < 0 && line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
  }

  private static CliException refused(String message, String hint) {
    return new CliException(ExitCode.REFUSED, message, hint);
  }
}
