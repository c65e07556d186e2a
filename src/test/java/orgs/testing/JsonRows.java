package orgs.testing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Rows that were printed as JSON Lines. */
public final class JsonRows {

  private JsonRows() {}

  /** The values of each row, in the order of its columns; null for null. */
  public static List<List<String>> of(Result result) {
    List<List<String>> rows = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(result.out())) {
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        List<String> row = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          row.add(parser.nextToken() == JsonToken.VALUE_NULL ? null : parser.getText());
        }
        rows.add(row);
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A JSON string. */
  public static String string(String text) {
    StringBuilder json = new StringBuilder("\"");
    text.chars().forEach(c -> json.append("\\u%04x".formatted(c)));
    return json.append('"').toString();
  }
}
