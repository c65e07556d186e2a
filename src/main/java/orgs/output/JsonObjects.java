package orgs.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes a row as a JSON object. Text stays readable UTF-8; escaped is what JSON or JavaScript
 * demands, half a surrogate pair, and for a terminal all that {@link SafeText} would show.
 */
final class JsonObjects {
  private static final String HEX = "0123456789abcdef";

  private final Utf8Out out;
  private final boolean terminal;

  /** The text before each value: {@code {"a":} or {@code ,"b":}. */
  private final byte[][] keys;

  private final List<Column> columns;

  JsonObjects(List<Column> columns, Utf8Out out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
    this.columns = List.copyOf(columns);
    this.keys = new byte[columns.size()][];
    for (int i = 0; i < keys.length; i++) {
      // Column names are the program's own identifiers; nothing in them needs escaping.
      keys[i] =
          ((i == 0 ? "{\"" : ",\"") + columns.get(i).name() + "\":")
              .getBytes(StandardCharsets.US_ASCII);
    }
  }

  void write(CopyRow row) throws IOException {
    for (int i = 0; i < keys.length; i++) {
      out.bytes(keys[i], 0, keys[i].length);
      if (row.isEscaped(i) || terminal) {
        String text = row.text(i);
        if (text == null) {
          out.raw("null");
        } else if (columns.get(i).kind() == Column.Kind.TEXT) {
          string(text);
        } else {
          out.raw(text);
        }
      } else if (columns.get(i).kind() != Column.Kind.TEXT) {
        out.bytes(row.bytes(), row.start(i), row.end(i));
      } else if (mayBeEscaped(row.bytes(), row.start(i), row.end(i))) {
        string(row.text(i));
      } else {
        out.ascii('"');
        out.bytes(row.bytes(), row.start(i), row.end(i));
        out.ascii('"');
      }
    }
    out.ascii('}');
  }

  /** U+2028 and U+2029 begin with E2, as do others. */
  private static boolean mayBeEscaped(byte[] bytes, int start, int end) {
    for (int i = start; i < end; i++) {
      byte b = bytes[i];
      if (b == '"' || b >= 0 && b < 0x20 || b == 0x7f || b == (byte) 0xe2) {
        return true;
      }
    }
    return false;
  }

  void write(Object[] values) throws IOException {
    for (int i = 0; i < values.length; i++) {
      out.bytes(keys[i], 0, keys[i].length);
      if (values[i] == null) {
        out.raw("null");
      } else if (values[i] instanceof String s) {
        string(s);
      } else {
        out.plain(values[i]);
      }
    }
    out.ascii('}');
  }

  private void string(String s) throws IOException {
    out.ascii('"');
    int done = 0;
    for (int i = 0; i < s.length(); i++) {
      if (isEscaped(s, i)) {
        out.text(s, done, i);
        escape(s.charAt(i));
        done = i + 1;
      }
    }
    out.text(s, done, s.length());
    out.ascii('"');
  }

  private boolean isEscaped(String s, int i) {
    char c = s.charAt(i);
    if (c < 0x7f) {
      return c < 0x20 || c == '"' || c == '\\';
    }
    return c == 0x2028
        || c == 0x2029
        || SafeText.isLoneSurrogate(s, i)
        || terminal && SafeText.isUnsafe(s, i);
  }

  private void escape(char c) throws IOException {
    out.ascii('\\');
    switch (c) {
      case '"', '\\' -> out.ascii(c);
      case '\b' -> out.ascii('b');
      case '\t' -> out.ascii('t');
      case '\n' -> out.ascii('n');
      case '\f' -> out.ascii('f');
      case '\r' -> out.ascii('r');
      default -> {
        out.ascii('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.ascii(HEX.charAt(c >> shift & 0xf));
        }
      }
    }
  }
}
