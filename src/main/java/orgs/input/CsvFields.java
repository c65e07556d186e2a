package orgs.input;

import java.util.ArrayList;
import java.util.List;

/**
 * RFC 4180: commas between fields, or another delimiter, quotes around those that need them,
 * doubled inside.
 */
final class CsvFields implements Fields {

  private final char delimiter;

  CsvFields(char delimiter) {
    this.delimiter = delimiter;
  }

  @Override
  public List<String> split(String text) throws BadShape {
    List<String> fields = new ArrayList<>(4);
    int i = 0;
    while (true) {
      if (i < text.length() && text.charAt(i) == '"') {
        StringBuilder field = new StringBuilder();
        i = quoted(text, i + 1, field);
        fields.add(field.toString());
      } else {
        int end = text.indexOf(delimiter, i);
        end = end < 0 ? text.length() : end;
        String field = text.substring(i, end);
        if (field.indexOf('"') >= 0) {
          throw new BadShape("has a quote inside a field that isn't quoted");
        }
        // An empty field is NULL, a quoted one is empty.
        fields.add(field.isEmpty() ? null : field);
        i = end;
      }
      if (i == text.length()) {
        return fields;
      }
      i++;
    }
  }

  /** Reads up to the closing quote and returns the place behind it. */
  private int quoted(String text, int start, StringBuilder field) throws BadShape {
    int i = start;
    while (true) {
      int quote = text.indexOf('"', i);
      if (quote < 0) {
        throw new BadShape("has a quote that is not closed");
      }
      field.append(text, i, quote);
      i = quote + 1;
      if (i == text.length() || text.charAt(i) == delimiter) {
        return i;
      }
      if (text.charAt(i) != '"') {
        throw new BadShape("has text after a closing quote");
      }
      field.append('"');
      i++;
    }
  }
}
