package orgs.input;

import java.util.ArrayList;
import java.util.List;

/** COPY's text format: tabs between fields, backslash escapes, {@code \N} for NULL. */
final class TsvFields implements Fields {

  /** The line that ends the data in a file for psql. COPY never writes it as a row. */
  private static final String END_MARK = "\\.";

  @Override
  public List<String> split(String text) throws BadShape {
    if (text.equals(END_MARK)) {
      throw new BadShape("is COPY's end-of-data marker, not a record");
    }
    List<String> fields = new ArrayList<>(4);
    int start = 0;
    while (true) {
      int end = text.indexOf('\t', start);
      String field = text.substring(start, end < 0 ? text.length() : end);
      fields.add(field.equals("\\N") ? null : unescape(field));
      if (end < 0) {
        return fields;
      }
      start = end + 1;
    }
  }

  @Override
  public String doubt(String text, List<String> record, int[] taken) {
    for (int place : taken) {
      String value = record.get(place);
      if (value != null && value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")) {
        return "has a field in quotes, which are part of the value in COPY's text format";
      }
    }
    return null;
  }

  private static String unescape(String field) throws BadShape {
    int escape = field.indexOf('\\');
    if (escape < 0) {
      return field;
    }
    StringBuilder text = new StringBuilder(field.length()).append(field, 0, escape);
    for (int i = escape; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      if (++i == field.length()) {
        throw new BadShape("ends with a single backslash");
      }
      text.append(meaning(field.charAt(i)));
    }
    return text.toString();
  }

  private static char meaning(char c) throws BadShape {
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> '\u000B';
      case 'x', '0', '1', '2', '3', '4', '5', '6', '7' ->
          throw new BadShape("has a numeric byte escape, which isn't supported");
      default -> c;
    };
  }
}
