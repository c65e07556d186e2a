package orgs.output;

import java.io.IOException;
import java.util.List;

/**
 * Writes a row as a JSON object. Text stays readable UTF-8; escaped is what JSON or JavaScript
 * demands, half a surrogate pair, and for a terminal all that {@link SafeText} would show.
 */
final class JsonObjects {
  private static final String HEX = "0123456789abcdef";

  private final Utf8Out out;
  private final boolean terminal;

  /** What stands before each value: {@code {"a":} or {@code ,"b":}. */
  private final String[] keys;

  JsonObjects(List<Column> columns, Utf8Out out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
    this.keys = new String[columns.size()];
    for (int i = 0; i < keys.length; i++) {
      // Column names are the program's own identifiers; nothing in them needs escaping.
      keys[i] = (i == 0 ? "{\"" : ",\"") + columns.get(i).name() + "\":";
    }
  }

  void write(Object[] values) throws IOException {
    for (int i = 0; i < values.length; i++) {
      out.raw(keys[i]);
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
