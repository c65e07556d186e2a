package orgs.input;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * RFC 4180: commas between fields, or another delimiter, quotes around those that need them,
 * doubled inside.
 */
final class CsvFields implements Fields {

  private static final String ESCAPED = "\\\"\"";

  private final char delimiter;

  /** Which fields of the record that was split last are in quotes. */
  private final BitSet quoted = new BitSet();

  CsvFields(char delimiter) {
    this.delimiter = delimiter;
  }

  @Override
  public List<String> split(String text) throws BadShape {
    List<String> fields = new ArrayList<>(4);
    quoted.clear();
    int i = 0;
    while (true) {
      if (i < text.length() && text.charAt(i) == '"') {
        StringBuilder field = new StringBuilder();
        i = quoted(text, i + 1, field);
        quoted.set(fields.size());
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

  /**
   * Quotes that were escaped by backslashes, and single quotes. By the rules a field goes on after
   * such a quote and swallows what follows, and single quotes are part of a name.
   */
  @Override
  public String doubt(String text, List<String> record, int[] taken) {
    for (int i = text.indexOf(ESCAPED); i >= 0; i = text.indexOf(ESCAPED, i + 1)) {
      int end = i + ESCAPED.length();
      if (end == text.length() || isEnd(text.charAt(end))) {
        return "has a backslash before a quote at the end of a field; in CSV a quote is doubled";
      }
    }
    for (int place : taken) {
      if (!quoted.get(place) && isInSingleQuotes(record.get(place))) {
        return "has a field in single quotes; in CSV quotes are double";
      }
    }
    return null;
  }

  private static boolean isInSingleQuotes(String value) {
    return value != null && value.length() > 1 && value.startsWith("'") && value.endsWith("'");
  }

  private boolean isEnd(char c) {
    return c == delimiter || c == '\n' || c == '\r';
  }

  /** Reads up to the closing quote and returns the place after it. */
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
