package orgs.output;

import java.io.IOException;
import java.util.List;

/**
 * A table of GitHub Flavored Markdown, as it is pasted into issues and wikis: what a name holds is
 * shown there as it is, and never becomes markup. Line breaks become {@code <br>}, other control
 * characters are shown by {@link SafeText}.
 */
final class MarkdownPrinter extends StreamPrinter {

  private static final String MARKUP = "\\`*[]<>|~&!";

  private boolean begun;

  MarkdownPrinter(List<Column> columns, Utf8Out out) {
    super(columns, out);
  }

  @Override
  void print(Object[] values) throws IOException {
    begin();
    line(values);
  }

  @Override
  void end() throws IOException {
    begin();
  }

  private void begin() throws IOException {
    if (begun) {
      return;
    }
    begun = true;
    line(columns.stream().map(Column::name).toArray());
    for (Column column : columns) {
      out.raw(column.rightAligned() ? "| ---: " : "| --- ");
    }
    out.raw("|\n");
  }

  private void line(Object[] values) throws IOException {
    for (Object value : values) {
      out.raw("| ");
      if (value instanceof String s) {
        out.raw(escaped(s));
      } else if (value != null) {
        out.plain(value);
      }
      out.raw(value == null ? "" : " ");
    }
    out.raw("|\n");
  }

  private static String escaped(String s) {
    StringBuilder text = new StringBuilder(s.length() + 8);
    String[] lines = s.split("\r\n|[\n\r]", -1);
    for (int i = 0; i < lines.length; i++) {
      text.append(i == 0 ? "" : "<br>");
      escape(SafeText.of(lines[i]), text);
    }
    return text.toString();
  }

  private static void escape(String line, StringBuilder text) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      // Within a word an underscore is one.
      if (MARKUP.indexOf(c) >= 0 || c == '_' && !isWithinWord(line, i)) {
        text.append('\\');
      }
      text.append(c);
    }
  }

  private static boolean isWithinWord(String line, int i) {
    return i > 0
        && i + 1 < line.length()
        && Character.isLetterOrDigit(line.charAt(i - 1))
        && Character.isLetterOrDigit(line.charAt(i + 1));
  }
}
