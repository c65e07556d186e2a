package orgs.cli.error;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import orgs.cli.console.Console;
import orgs.output.Column;
import orgs.output.Format;
import orgs.output.Layout;
import orgs.output.Printers;
import orgs.output.RowPrinter;

/** Errors for scripts: each is one JSON object on a line of its own. */
final class JsonErrors {

  private static final List<Column> COLUMNS =
      List.of(
          Column.number("code"),
          Column.text("message"),
          Column.text("hint"),
          Column.text("sqlstate"),
          Column.number("line"));

  private JsonErrors() {}

  /** Whether a command line that couldn't be read to its end asks for them. */
  static boolean areWantedBy(String[] arguments) {
    List<String> words = Arrays.asList(arguments);
    int end = words.contains("--") ? words.indexOf("--") : words.size();
    for (int i = 0; i < end; i++) {
      if (words.get(i).matches("--format=jsonl?")
          || words.get(i).equals("--format") && i + 1 < end && words.get(i + 1).matches("jsonl?")) {
        return true;
      }
    }
    return false;
  }

  /**
   * Prints one.
   *
   * @param line of the script or the file that is read, or null
   * @param traced the exception whose stack trace is wanted, or null
   */
  static void print(Console console, Problem problem, Long line, Exception traced) {
    List<Column> columns = new ArrayList<>(COLUMNS);
    List<Object> values = new ArrayList<>();
    values.add(problem.exitCode());
    values.add(problem.message());
    values.add(problem.hint());
    values.add(problem.sqlState());
    values.add(line);
    if (traced != null) {
      StringWriter trace = new StringWriter();
      traced.printStackTrace(new PrintWriter(trace));
      columns.add(Column.text("trace"));
      values.add(trace.toString());
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    Layout layout = new Layout(console.errTerminal(), 0, false, false);
    try (RowPrinter printer = Printers.of(Format.JSONL, columns, text, layout)) {
      printer.row(values.toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    console.err().writeBytes(text.toByteArray());
    console.err().flush();
  }
}
