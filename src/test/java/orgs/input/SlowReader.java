package orgs.input;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a whole file as the documents describe the formats: slow, simple, with nothing of the
 * program's. A record is {@code line: name}, a bad one {@code line!}.
 */
public final class SlowReader {

  static final int LONGEST_LINE = 1 << 20;

  private final List<String> lines = new ArrayList<>();
  private final List<String> ends = new ArrayList<>();

  private SlowReader(byte[] file) {
    // A character for each byte.
    String rest = new String(file, StandardCharsets.ISO_8859_1);
    if (rest.startsWith("\u00ef\u00bb\u00bf")) {
      rest = rest.substring(3);
      if (rest.isEmpty()) {
        rest = "\n";
      }
    }
    while (!rest.isEmpty()) {
      int feed = rest.indexOf('\n');
      String line = feed < 0 ? rest : rest.substring(0, feed);
      rest = feed < 0 ? "" : rest.substring(feed + 1);
      boolean carriage = line.endsWith("\r");
      lines.add(carriage ? line.substring(0, line.length() - 1) : line);
      ends.add(carriage ? "\r\n" : "\n");
    }
  }

  /** Reads names: every line; or the column "name" below a header, or of objects. */
  public static List<String> names(InputFormat format, byte[] file) {
    SlowReader reader = new SlowReader(file);
    return switch (format) {
      case LINES -> reader.readLines();
      case CSV -> reader.readCsv();
      case TSV -> reader.readTsv();
      default -> reader.readJsonLines();
    };
  }

  private List<String> readLines() {
    List<String> records = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      records.add(told(i, decoded(lines.get(i))));
    }
    return records;
  }

  private List<String> readTsv() {
    List<String> records = new ArrayList<>();
    int place = -1;
    int count = 0;
    for (int i = 0; i < lines.size(); i++) {
      String text = decoded(lines.get(i));
      List<String> fields = text == null ? null : tsv(text);
      if (i == 0) {
        place = fields.indexOf("name");
        count = fields.size();
      } else {
        boolean good = fields != null && fields.size() == count;
        records.add(told(i, good ? fields.get(place) : null));
      }
    }
    return records;
  }

  /** Null where it is bad; a field that is NULL is null, too. */
  private static List<String> tsv(String text) {
    if (text.equals("\\.")) {
      return null;
    }
    List<String> fields = new ArrayList<>();
    for (String field : text.split("\t", -1)) {
      if (field.equals("\\N")) {
        fields.add(null);
        continue;
      }
      StringBuilder value = new StringBuilder();
      for (int i = 0; i < field.length(); i++) {
        char c = field.charAt(i);
        if (c != '\\') {
          value.append(c);
          continue;
        }
        i++;
        if (i == field.length() || "x01234567".indexOf(field.charAt(i)) >= 0) {
          return null;
        }
        int letter = "bfnrtv".indexOf(field.charAt(i));
        value.append(letter < 0 ? field.charAt(i) : "\b\f\n\r\t\u000b".charAt(letter));
      }
      fields.add(value.toString());
    }
    return fields;
  }

  private List<String> readCsv() {
    List<String> records = new ArrayList<>();
    int place = -1;
    int count = 0;
    for (int i = 0; i < lines.size(); i++) {
      int begin = i;
      StringBuilder record = new StringBuilder(lines.get(i));
      while (isOpen(record.toString()) && i + 1 < lines.size()) {
        record.append(ends.get(i)).append(lines.get(++i));
      }
      String text = decoded(record.toString());
      List<String> fields = text == null ? null : csv(text);
      if (begin == 0) {
        place = fields.indexOf("name");
        count = fields.size();
      } else {
        boolean good = fields != null && fields.size() == count;
        records.add(told(begin, good ? fields.get(place) : null));
      }
    }
    return records;
  }

  /** Whether it ends inside a field that began with a quote. */
  private static boolean isOpen(String record) {
    int i = 0;
    while (true) {
      if (i < record.length() && record.charAt(i) == '"') {
        i++;
        while (i < record.length() && (record.charAt(i) != '"' || record.startsWith("\"\"", i))) {
          i += record.charAt(i) == '"' ? 2 : 1;
        }
        if (i >= record.length()) {
          return true;
        }
      }
      i = record.indexOf(',', i);
      if (i < 0) {
        return false;
      }
      i++;
    }
  }

  /** Null where it is bad; an empty field without quotes is null. */
  private static List<String> csv(String text) {
    List<String> fields = new ArrayList<>();
    String rest = text;
    while (true) {
      if (rest.startsWith("\"")) {
        int end = 1;
        while (end < rest.length() && (rest.charAt(end) != '"' || rest.startsWith("\"\"", end))) {
          end += rest.charAt(end) == '"' ? 2 : 1;
        }
        if (end >= rest.length()) {
          return null;
        }
        fields.add(rest.substring(1, end).replace("\"\"", "\""));
        rest = rest.substring(end + 1);
        if (!rest.isEmpty() && rest.charAt(0) != ',') {
          return null;
        }
      } else {
        int end = rest.indexOf(',');
        String field = end < 0 ? rest : rest.substring(0, end);
        if (field.indexOf('"') >= 0) {
          return null;
        }
        fields.add(field.isEmpty() ? null : field);
        rest = end < 0 ? "" : rest.substring(end);
      }
      if (rest.isEmpty()) {
        return fields;
      }
      rest = rest.substring(1);
    }
  }

  private List<String> readJsonLines() {
    List<String> records = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String text = decoded(lines.get(i));
      records.add(told(i, text == null ? null : SlowJson.name(text)));
    }
    return records;
  }

  private static String told(int line, String name) {
    return (line + 1) + (name == null ? "!" : ": " + name);
  }

  /** Null where it is no UTF-8, or too long. */
  private static String decoded(String bytes) {
    if (bytes.length() > LONGEST_LINE) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
