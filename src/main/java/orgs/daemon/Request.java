package orgs.daemon;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line by which a launcher asks for a command.
 *
 * @param id names the file by which it proves that it is the one that asks
 * @param pid its process
 * @param arguments how many of the process's arguments are the command's
 * @param terminals which streams are terminals, 1 or 0 each
 * @param columns the width of the terminal, or null
 * @param rows its height, or null
 */
record Request(String id, long pid, int arguments, String terminals, String columns, String rows) {

  static final String ID = "[0-9a-f]{8}-[0-9a-f]{4}";

  private static final Pattern FORM =
      Pattern.compile(
          "(" + ID + ") ([0-9]{1,10}) ([0-9]{1,6}) ([01]{3}) ([0-9]{1,5}|-) ([0-9]{1,5}|-)");

  /** Returns null for what is none. */
  static Request parse(String line) {
    Matcher m = FORM.matcher(line);
    return m.matches()
        ? new Request(
            m.group(1),
            Long.parseLong(m.group(2)),
            Integer.parseInt(m.group(3)),
            m.group(4),
            number(m.group(5)),
            number(m.group(6)))
        : null;
  }

  private static String number(String word) {
    return word.equals("-") ? null : word;
  }

  boolean isTerminal(int stream) {
    return terminals.charAt(stream) == '1';
  }
}
