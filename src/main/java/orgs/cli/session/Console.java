package orgs.cli.session;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The process's surroundings: its streams, which of them are terminals, and its environment.
 *
 * @param width of the terminal, in columns
 */
public record Console(
    InputStream in,
    OutputStream out,
    PrintStream err,
    Map<String, String> environment,
    boolean inTerminal,
    boolean outTerminal,
    boolean errTerminal,
    int width) {

  private static final int DEFAULT_WIDTH = 80;

  /**
   * Puts a console together.
   *
   * @param terminals three characters, 1 for a terminal and 0 for anything else: stdin, stdout and
   *     stderr. Java 17 can't tell, so the launcher does
   * @param columns the terminal's width, or null where it isn't known
   */
  public static Console of(
      InputStream in,
      OutputStream out,
      OutputStream err,
      Map<String, String> environment,
      String terminals,
      String columns) {
    return new Console(
        in,
        out,
        new PrintStream(err, true, StandardCharsets.UTF_8),
        environment,
        is(terminals, 0),
        is(terminals, 1),
        is(terminals, 2),
        columns != null && columns.matches("[1-9][0-9]{0,4}")
            ? Integer.parseInt(columns)
            : DEFAULT_WIDTH);
  }

  private static boolean is(String terminals, int index) {
    return terminals != null && terminals.length() == 3 && terminals.charAt(index) == '1';
  }

  /** The same console without anyone to ask, and with another place for rows. */
  public Console forScript(OutputStream rows, boolean rowsOnTerminal) {
    return new Console(
        InputStream.nullInputStream(),
        rows,
        err,
        environment,
        false,
        rowsOnTerminal,
        errTerminal,
        width);
  }
}
