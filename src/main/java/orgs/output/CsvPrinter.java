package orgs.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * RFC 4180 with a header, except that lines end in LF, as psql and COPY write them. A null is an
 * empty field, an empty string a quoted one.
 */
final class CsvPrinter extends StreamPrinter {

  /** The characters that begin a formula in a spreadsheet, and their wide forms. */
  private static final String FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

  private final boolean header;
  private final boolean spreadsheet;

  /** The first name of the header: a row that begins with it might be taken for the header. */
  private final String firstName;

  private final byte[] firstNameBytes;
  private boolean begun;

  CsvPrinter(List<Column> columns, Utf8Out out, Layout layout) {
    super(columns, out);
    header = layout.header();
    firstName = columns.get(0).name();
    firstNameBytes = firstName.getBytes(StandardCharsets.UTF_8);
    spreadsheet = layout.spreadsheet();
  }

  @Override
  void print(Object[] values) throws IOException {
    begin();
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        out.ascii(',');
      }
      if (values[i] instanceof String s) {
        field(s, i == 0 && s.equals(firstName));
      } else if (values[i] != null) {
        out.plain(values[i]);
      }
    }
    out.ascii('\n');
  }

  @Override
  void print(CopyRow row) throws IOException {
    if (out.isSafe() || spreadsheet) {
      super.print(row);
      return;
    }
    begin();
    for (int i = 0; i < columns.size(); i++) {
      if (i > 0) {
        out.ascii(',');
      }
      boolean like = i == 0 && isFirstName(row.bytes(), row.start(i), row.end(i));
      if (!like && !row.isEscaped(i) && !needsQuotes(row.bytes(), row.start(i), row.end(i))) {
        out.bytes(row.bytes(), row.start(i), row.end(i));
        continue;
      }
      String text = row.text(i);
      if (text != null) {
        field(text, like);
      }
    }
    out.ascii('\n');
  }

  private boolean isFirstName(byte[] bytes, int start, int end) {
    return Arrays.equals(bytes, start, end, firstNameBytes, 0, firstNameBytes.length);
  }

  /** Whether a field of COPY needs quotes, if it has no escapes. */
  private static boolean needsQuotes(byte[] bytes, int start, int end) {
    if (start == end
        || bytes[start] == ' '
        || bytes[end - 1] == ' '
        || ByteOrderMark.begins(bytes, start, end)) {
      return true;
    }
    for (int i = start; i < end; i++) {
      if (bytes[i] == ',' || bytes[i] == '"') {
        return true;
      }
    }
    return false;
  }

  @Override
  void end() throws IOException {
    begin();
  }

  private void begin() throws IOException {
    if (!begun) {
      begun = true;
      out.raw(spreadsheet ? ByteOrderMark.TEXT : "");
      if (header) {
        out.raw(columns.stream().map(Column::name).collect(Collectors.joining(",", "", "\n")));
      }
    }
  }

  private void field(String text, boolean quoted) throws IOException {
    String s = spreadsheet && isFormula(text) ? "'" + text : text;
    if (!quoted && !needsQuotes(s)) {
      out.text(s);
      return;
    }
    out.ascii('"');
    int done = 0;
    for (int quote = s.indexOf('"'); quote >= 0; quote = s.indexOf('"', quote + 1)) {
      out.text(s, done, quote + 1);
      out.ascii('"');
      done = quote + 1;
    }
    out.text(s, done, s.length());
    out.ascii('"');
  }

  private static boolean isFormula(String text) {
    return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
  }

  private static boolean needsQuotes(String s) {
    if (s.isEmpty() || s.charAt(0) == ' ' || s.charAt(s.length() - 1) == ' ') {
      return true; // some readers trim
    }
    if (s.startsWith(ByteOrderMark.TEXT)) {
      return true; // at the beginning of a line it is none
    }
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c == ',' || c == '"' || c == '\n' || c == '\r') {
        return true;
      }
    }
    return s.equals("\\."); // ends the data of COPY before PostgreSQL 18
  }
}
