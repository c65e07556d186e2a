package orgs.cli.session;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.output.SafeText;

/** A question on the terminal, answered by typing a name; anything else is a no. */
public final class Question {

  private Question() {}

  /**
   * Refuses where nobody can be asked.
   *
   * @param what is about to happen, as it follows "This"
   * @param hint what to do instead
   */
  public static void requireSomebody(Context context, String what, String hint) {
    if (!context.canAsk()) {
      throw refused("this " + what + " and needs --yes here", hint);
    }
  }

  /** Asks for the name, on stderr. */
  public static void ask(Context context, String what, String name) {
    Console console = context.console();
    console
        .err()
        .print("This " + SafeText.of(what) + ". Type " + SafeText.of(name) + " to go on: ");
    console.err().flush();
    String answer;
    try {
      answer = readLine(console.in());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!name.equals(answer)) {
      throw refused("that was not the name", "nothing was done");
    }
  }

  /** Byte by byte: what follows the line answers the next question. */
  private static String readLine(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next;
    while ((next = in.read()) >= 0 && next != '\n') {
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private static CliException refused(String message, String hint) {
    return new CliException(ExitCode.REFUSED, message, hint);
  }
}
