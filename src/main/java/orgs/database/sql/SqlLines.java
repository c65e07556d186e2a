package orgs.database.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * A statement of a migration in lines, as it was written but without its comments. A line that is
 * wider than a terminal is broken, never inside of a literal.
 */
public final class SqlLines {

  private static final int WIDTH = 80;
  private static final String CONTINUED = "    ";

  private SqlLines() {}

  public static List<String> of(String sql) {
    List<String> lines = new ArrayList<>();
    sql.lines()
        .filter(line -> !line.isBlank() && !line.stripLeading().startsWith("--"))
        .forEach(line -> wrap(line.stripTrailing(), lines));
    return lines;
  }

  private static void wrap(String line, List<String> lines) {
    String indent = line.substring(0, line.length() - line.stripLeading().length());
    String rest = line;
    for (int end; rest.length() > WIDTH && (end = breakIn(rest)) > 0; ) {
      lines.add(rest.substring(0, end));
      rest = indent + CONTINUED + rest.substring(end + 1);
    }
    lines.add(rest);
  }

  /** The last blank that leaves a line of the width, otherwise the first one after it, or -1. */
  private static int breakIn(String line) {
    boolean literal = false;
    int last = -1;
    int start = line.length() - line.stripLeading().length();
    for (int i = start; i < line.length(); i++) {
      char c = line.charAt(i);
      literal ^= c == '\'';
      if (c == ' ' && !literal) {
        if (i > WIDTH) {
          return last < 0 ? i : last;
        }
        last = i;
      }
    }
    return last;
  }
}
