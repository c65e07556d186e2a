package orgs.cli.console;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The process's surroundings: its streams, which of them are terminals, and its environment.
 *
 * @param screen the terminal that the streams belong to, where one of them does
 * @param descriptors the numbers of the descriptors that were open when the process began, with
 *     commas between them; all others are Java's own files. Null if they aren't known
 */
public record Console(
    InputStream in,
    OutputStream out,
    PrintStream err,
    Map<String, String> environment,
    boolean inTerminal,
    boolean outTerminal,
    boolean errTerminal,
    Screen screen,
    String descriptors) {

  private static final int DEFAULT_WIDTH = 80;

  /** A console on a screen of that width and unknown height. */
  public static Console of(
      InputStream in,
      OutputStream out,
      OutputStream err,
      Map<String, String> environment,
      String terminals,
      String columns) {
    return of(in, out, err, environment, terminals, columns, null);
  }

  /**
   * Puts a console together.
   *
   * @param terminals three characters, 1 for a terminal and 0 for anything else: stdin, stdout and
   *     stderr. Java 17 can't tell, so the launcher does
   * @param columns the terminal's width, or null where it isn't known
   * @param rows its height, or null
   */
  public static Console of(
      InputStream in,
      OutputStream out,
      OutputStream err,
      Map<String, String> environment,
      String terminals,
      String columns,
      String rows) {
    return new Console(
        in,
        out,
        new PrintStream(err, true, StandardCharsets.UTF_8),
        environment,
        is(terminals, 0),
        is(terminals, 1),
        is(terminals, 2),
        Screen.of(number(columns, DEFAULT_WIDTH), number(rows, 0)),
        null);
  }

  private static boolean is(String terminals, int index) {
    return terminals != null && terminals.length() == 3 && terminals.charAt(index) == '1';
  }

  private static int number(String text, int unknown) {
    return text != null && text.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(text) : unknown;
  }

  /** The width of the terminal, in columns. */
  public int width() {
    return screen.columns();
  }

  /** The same console with the numbers of the open descriptors. */
  public Console withDescriptors(String numbers) {
    return new Console(
        in, out, err, environment, inTerminal, outTerminal, errTerminal, screen, numbers);
  }

  /** The same console with another place for messages. */
  public Console withErr(PrintStream newErr) {
    return new Console(
        in, out, newErr, environment, inTerminal, outTerminal, errTerminal, screen, descriptors);
  }

  /** The same console with another place for rows, and no person to ask. */
  public Console forScript(OutputStream rows, boolean rowsOnTerminal) {
    return new Console(
        in, rows, err, environment, false, rowsOnTerminal, errTerminal, screen, descriptors);
  }

  /** The same console with other ways to the same terminal, and another place for rows. */
  public Console onTerminal(
      InputStream newIn, OutputStream rows, boolean rowsOnTerminal, Screen newScreen) {
    return new Console(
        newIn,
        rows,
        err,
        environment,
        inTerminal,
        rowsOnTerminal,
        errTerminal,
        newScreen,
        descriptors);
  }
}
