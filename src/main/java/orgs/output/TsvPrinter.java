package orgs.output;

import java.io.IOException;
import java.util.List;

/**
 * The text format of PostgreSQL's COPY: no header, {@code \N} for null; but an id that isn't there
 * yet is empty.
 */
final class TsvPrinter extends StreamPrinter {
  private final boolean[] mayBeEmpty;
  private final boolean passesOn;

  TsvPrinter(List<Column> columns, Utf8Out out) {
    super(columns, out);
    mayBeEmpty = new boolean[columns.size()];
    boolean none = true;
    for (int i = 0; i < mayBeEmpty.length; i++) {
      mayBeEmpty[i] = columns.get(i).kind() == Column.Kind.PENDING_ID;
      none &= !mayBeEmpty[i];
    }
    passesOn = none && !out.isSafe();
  }

  @Override
  void print(Object[] values) throws IOException {
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        out.ascii('\t');
      }
      if (values[i] == null) {
        out.raw(mayBeEmpty[i] ? "" : "\\N");
      } else if (values[i] instanceof String s) {
        out.raw(i == 0 && s.startsWith(ByteOrderMark.TEXT) ? "\\" : "");
        field(s);
      } else {
        out.plain(values[i]);
      }
    }
    out.ascii('\n');
  }

  @Override
  void print(CopyRow row) throws IOException {
    if (passesOn) {
      // At the beginning of a line it would be one, unless it is escaped.
      out.raw(ByteOrderMark.begins(row.bytes(), 0, row.bytes().length) ? "\\" : "");
      out.bytes(row.bytes(), 0, row.bytes().length);
    } else {
      super.print(row);
    }
  }

  @Override
  void end() {}

  private void field(String s) throws IOException {
    int done = 0;
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c != '\\' && (c < '\b' || c > '\r')) {
        continue;
      }
      out.text(s, done, i);
      out.ascii('\\');
      out.ascii(c == '\\' ? '\\' : "btnvfr".charAt(c - '\b'));
      done = i + 1;
    }
    out.text(s, done, s.length());
  }
}
