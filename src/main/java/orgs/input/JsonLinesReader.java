package orgs.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import orgs.input.text.Lines;
import orgs.input.text.TextLine;

/** Every line is a JSON object; or a string, where one column is wanted. */
final class JsonLinesReader implements RecordReader {

  private final JsonFactory json = new JsonFactory();
  private final Lines lines;
  private final List<InputColumn> columns;
  private final List<String> keys = new ArrayList<>();

  /** The names of an object that has been looked at; most have the same. */
  private List<String> known = List.of();

  JsonLinesReader(Lines lines, List<InputColumn> columns) {
    this.lines = lines;
    this.columns = columns;
  }

  @Override
  public InputRecord next() throws IOException {
    TextLine line = lines.next();
    if (line == null) {
      return null;
    }
    if (line.problem() != null) {
      return InputRecord.bad(line, line.problem());
    }
    try (JsonParser parser = json.createParser(line.text())) {
      String[] values = new String[columns.size()];
      String problem = read(parser, values);
      return problem == null ? InputRecord.good(line, values) : InputRecord.bad(line, problem);
    } catch (JsonProcessingException e) {
      return InputRecord.bad(line, invalid(e));
    }
  }

  /** In words of our own: the parser's are about its options and for programmers. */
  private static String invalid(JsonProcessingException e) {
    if (e instanceof StreamConstraintsException) {
      // It has no place.
      return "has a number, a name or a nesting that is too long";
    }
    return e instanceof JsonEOFException || e.getLocation() == null
        ? "is not valid JSON: it ends too early"
        : "is not valid JSON at character " + Math.max(1, e.getLocation().getColumnNr());
  }

  private String read(JsonParser parser, String[] values) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == JsonToken.VALUE_STRING && columns.size() == 1) {
      values[0] = parser.getText();
    } else if (first == JsonToken.START_OBJECT) {
      String problem = readObject(parser, values);
      if (problem != null) {
        return problem;
      }
    } else {
      return "is not a JSON object";
    }
    return parser.nextToken() == null ? missing(values) : "has more than one JSON value";
  }

  private String readObject(JsonParser parser, String[] values) throws IOException {
    int[] ranks = new int[columns.size()];
    Arrays.fill(ranks, Integer.MAX_VALUE);
    keys.clear();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      keys.add(name);
      for (int i = 0; i < columns.size(); i++) {
        int rank = columns.get(i).names().indexOf(name);
        if (rank < 0 || rank > ranks[i]) {
          continue;
        }
        if (rank == ranks[i]) {
          return "has \"" + name + "\" twice";
        }
        if (value != JsonToken.VALUE_STRING && value != JsonToken.VALUE_NULL) {
          return "\"" + name + "\" is not a string";
        }
        ranks[i] = rank;
        values[i] = value == JsonToken.VALUE_NULL ? null : parser.getText();
      }
      parser.skipChildren();
    }
    if (!keys.equals(known)) {
      OtherContent.refuse(keys, columns);
      known = List.copyOf(keys);
    }
    return null;
  }

  private String missing(String[] values) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null && !columns.get(i).optional()) {
        return "has no \"" + columns.get(i).names().get(0) + "\"";
      }
    }
    return null;
  }
}
