package orgs.cli.session;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import orgs.cli.console.Style;
import orgs.output.SafeText;
import orgs.store.StatementLog;

/** Shows the statements that are sent: each on a line, and its bind values on another. */
final class Echo implements StatementLog {

  private final PrintStream err;
  private final Style style;
  private boolean enabled;

  Echo(PrintStream err, Style style) {
    this.err = err;
    this.style = style;
  }

  /** Sets whether statements are shown from now on. */
  void enable(boolean shown) {
    enabled = shown;
  }

  /** Shows a statement without bind values. */
  void statement(String sql) {
    statement(sql, List.of());
  }

  @Override
  public void statement(String sql, List<?> binds) {
    if (!enabled) {
      return;
    }
    err.println(style.statement(SafeText.of(sql)));
    if (!binds.isEmpty()) {
      err.println(
          style.dim(
              binds.stream().map(Echo::literal).collect(Collectors.joining(", ", "    [", "]"))));
    }
  }

  private static String literal(Object value) {
    if (value instanceof Object[] array) {
      return Arrays.stream(array).map(Echo::literal).collect(Collectors.joining(", ", "{", "}"));
    }
    return value instanceof String text
        ? "'" + SafeText.of(text.replace("'", "''")) + "'"
        : String.valueOf(value);
  }
}
