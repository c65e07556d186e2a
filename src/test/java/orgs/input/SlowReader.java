package orgs.input;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Reads a whole file as the documents describe the formats: slow, simple, with nothing of the
 * program's. A record is {@code line: name}, a bad one {@code line!}.
 */
public final class SlowReader {

  static final int LONGEST_LINE = 1 << 20;

  private static final String MARK = "\u00ef\u00bb\u00bf";

  /** A record: the number of its line, its bytes, and whether they are bad already. */
  private record Raw(int line, String bytes, boolean bad) {

    /** Null where it is no text. */
    String text() {
      return bad ? null : decoded(bytes);
    }
  }

  private final List<String> lines = new ArrayList<>();
  private final List<String> ends = new ArrayList<>();

  private SlowReader(byte[] file) {
    // A character for each byte.
    String rest = new String(file, StandardCharsets.ISO_8859_1);
    rest = rest.startsWith(MARK) ? rest.substring(3) : rest;
    while (!rest.isEmpty()) {
      int at = 0;
      while (at < rest.length() && rest.charAt(at) != '\r' && rest.charAt(at) != '\n') {
        at++;
      }
      String end = "";
      for (String one : List.of("\r", "\n", "\r\n", "\r\r\n")) {
        end = rest.startsWith(one, at) ? one : end;
      }
      lines.add(rest.substring(0, at));
      ends.add(end);
      rest = rest.substring(at + end.length());
    }
  }

  /**
   * Reads names: every line; or the column "name" below a header, or of objects. Null where the
   * whole file is refused.
   */
  public static List<String> names(InputFormat format, byte[] file) {
    SlowReader reader = new SlowReader(file);
    List<Raw> records = reader.records(format == InputFormat.CSV);
    return switch (format) {
      case LINES -> told(records, text -> text);
      case CSV -> readColumns(records, true);
      case TSV -> readColumns(records, false);
      case JSON -> readArray(records);
      default -> told(records, SlowJson::name);
    };
  }

  /** Lines, put together where they are inside quotes, or don't end as the first record does. */
  private List<Raw> records(boolean csv) {
    List<Raw> records = new ArrayList<>();
    Boolean carriageReturns = null;
    int number = 1;
    for (int i = 0; i < lines.size(); i++) {
      StringBuilder record = new StringBuilder(lines.get(i));
      boolean stray = false;
      int begin = number;
      while (true) {
        boolean open = csv && isOpen(record.toString());
        boolean carriageReturn = ends.get(i).equals("\r");
        if (!open && carriageReturns == null) {
          carriageReturns = carriageReturn;
          number = 1 + countEnds(i, carriageReturns);
        }
        number += carriageReturns != null && carriageReturns == carriageReturn ? 1 : 0;
        boolean ended = !open && carriageReturns == carriageReturn;
        if (ended || i + 1 == lines.size()) {
          break;
        }
        stray |= !open;
        record.append(ends.get(i)).append(lines.get(++i));
      }
      String bytes = record.toString();
      records.add(new Raw(begin, bytes, stray || bytes.startsWith(MARK)));
    }
    while (!records.isEmpty()
        && records.get(records.size() - 1).bytes().replaceAll("[ \t]", "").isEmpty()) {
      records.remove(records.size() - 1);
    }
    return records;
  }

  private int countEnds(int before, boolean carriageReturns) {
    int count = 0;
    for (int i = 0; i < before; i++) {
      count += ends.get(i).equals("\r") == carriageReturns ? 1 : 0;
    }
    return count;
  }

  private static List<String> told(List<Raw> records, UnaryOperator<String> name) {
    List<String> told = new ArrayList<>();
    for (Raw record : records) {
      String text = record.text();
      told.add(told(record, text == null ? null : name.apply(text)));
    }
    return told;
  }

  private static List<String> readColumns(List<Raw> records, boolean csv) {
    List<String> told = new ArrayList<>();
    List<Raw> rows = new ArrayList<>(records);
    if (csv && !rows.isEmpty() && rows.get(0).bytes().equals("sep=,")) {
      rows.remove(0);
    }
    if (rows.isEmpty()) {
      return told;
    }
    Raw header = rows.remove(0);
    List<String> names = header.text() == null ? null : fields(header.text(), csv);
    int place = names == null || isSeveralLines(header.text()) ? -1 : place(names);
    if (place < 0) {
      return null;
    }
    for (Raw row : rows) {
      String text = row.text();
      List<String> fields = text == null ? null : fields(text, csv);
      boolean good =
          fields != null
              && fields.size() == names.size()
              && !row.bytes().equals(header.bytes())
              && !(csv && isEscaped(text))
              && !(csv ? isSingleQuoted(text, place) : isQuoted(fields.get(place), '"'));
      told.add(told(row, good ? fields.get(place) : null));
    }
    return told;
  }

  private static List<String> fields(String text, boolean csv) {
    return csv ? csv(text) : tsv(text);
  }

  /** Whether the header has what may end lines, and not in quotes. */
  private static boolean isSeveralLines(String header) {
    boolean quoted = false;
    for (char c : header.toCharArray()) {
      quoted ^= c == '"';
      if (!quoted && "\u000b\f\u0085\u2028\u2029".indexOf(c) >= 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Where the only column "name" is, or else one of that name in other letters; or the only one.
   */
  private static int place(List<String> names) {
    List<Integer> exact = new ArrayList<>();
    List<Integer> nearly = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i) == null ? "" : names.get(i);
      if (name.equals("name")) {
        exact.add(i);
      }
      if (withoutBlanksAround(name).equalsIgnoreCase("name")) {
        nearly.add(i);
      }
    }
    List<Integer> found = exact.isEmpty() ? nearly : exact;
    if (found.isEmpty() && names.size() == 1) {
      return names.get(0) != null && names.get(0).contains("\t") ? -1 : 0;
    }
    return found.size() == 1 ? found.get(0) : -1;
  }

  private static String withoutBlanksAround(String name) {
    String rest = name;
    while (!rest.isEmpty() && isBlank(rest.charAt(0))) {
      rest = rest.substring(1);
    }
    while (!rest.isEmpty() && isBlank(rest.charAt(rest.length() - 1))) {
      rest = rest.substring(0, rest.length() - 1);
    }
    return rest;
  }

  private static boolean isBlank(char c) {
    return Character.isSpaceChar(c)
        || Character.getType(c) == Character.CONTROL
        || Character.getType(c) == Character.FORMAT;
  }

  private static boolean isEscaped(String text) {
    return text.endsWith("\\\"\"")
        || text.contains("\\\"\",")
        || text.contains("\\\"\"\n")
        || text.contains("\\\"\"\r");
  }

  private static boolean isQuoted(String value, char quote) {
    return value != null
        && value.length() > 1
        && value.charAt(0) == quote
        && value.charAt(value.length() - 1) == quote;
  }

  /** Whether the field is in single quotes and not in double ones. */
  private static boolean isSingleQuoted(String text, int place) {
    boolean quoted = false;
    StringBuilder field = new StringBuilder();
    List<String> fields = new ArrayList<>();
    for (char c : (text + ",").toCharArray()) {
      quoted ^= c == '"';
      if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    return isQuoted(fields.get(place), '\'');
  }

  /** Elements on lines of their own. */
  private static List<String> readArray(List<Raw> records) {
    List<String> told = new ArrayList<>();
    boolean more = false;
    boolean ended = false;
    for (int i = 0; i < records.size(); i++) {
      String text = records.get(i).text();
      String line = text == null ? null : text.strip();
      if (ended) {
        if (line == null || !line.isEmpty()) {
          return null;
        }
      } else if (i == 0) {
        if (line == null || !line.equals("[") && !line.equals("[]")) {
          return null;
        }
        ended = line.equals("[]");
        more = true;
      } else if (line == null) {
        told.add(told(records.get(i), null));
      } else if (line.equals("]")) {
        ended = true;
      } else {
        boolean comma = line.endsWith(",");
        String element = comma ? line.substring(0, line.length() - 1) : line;
        if (!more || List.of("", "[", "]", "{", "}").contains(element)) {
          return null;
        }
        told.add(told(records.get(i), SlowJson.name(element)));
        more = comma;
      }
    }
    return ended || records.isEmpty() ? told : null;
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

  private static String told(Raw record, String name) {
    return record.line() + (name == null ? "!" : ": " + name);
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
