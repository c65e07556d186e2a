package orgs.input;

import java.util.List;
import java.util.regex.Pattern;
import orgs.input.text.InputException;

/**
 * The looks of a line that may be a name, or a part of something else, in a file for which no
 * option and no ending says that each line is a name.
 */
public enum LineLook {
  JSON("JSON", "[\\[\\]{}].*|(?:null|true|false),?", "jsonl and json read JSON"),
  QUOTED("quoted text", "\".*|'.+',?", "csv reads quoted fields, and jsonl reads JSON strings"),
  MARKUP("markup", "<[A-Za-z!/?].*|.*</[A-Za-z].*|.*<br ?/?>.*|&[a-z]{2,6};.*", null),
  CODE("code, or a comment", "#(?:[#!\\s].*)?|//.*|/\\*.*|--.*|@@ .*", null),
  LIST("a list in YAML or Markdown", "[-*+]\\s+\\S.*", null),
  SETTING(
      "a title, or a key with its value",
      "[\\p{L}_][\\p{L}\\p{N}_ .-]*:(?:\\s.*)?|[A-Za-z_][\\w.-]*\\s*=.*|BEGIN:.*",
      null),
  RULE("a line of a table", "[-=+_*~]{3,}(?:.*[-=+_*~])?|\\(\\d+ rows?\\)|[<>]{4,}.*", null),
  TABLE("a row of a table", "\\d+ {2,}\\S.*|.*\\S {3,}\\S.*", null),
  TAB("a tab", ".*\t.*", "tsv takes columns"),
  DELIMITER("a semicolon, a vertical bar or a comma", ".*[;|,].*", "csv takes columns"),
  COLONS("colons", ".*:.*:.*", "csv --delimiter : takes columns"),
  LINE_END(
      "a control character, or one that may end a line",
      ".*[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u2028\\u2029].*",
      null);

  private final String what;
  private final Pattern pattern;
  private final String other;

  LineLook(String what, String pattern, String other) {
    this.what = what;
    this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
    this.other = other;
  }

  /** The first of these that a line is, or null where it is a plain name. */
  static LineLook of(String line) {
    String text = line.strip();
    for (LineLook look : values()) {
      // Blanks around a name may be characters that end lines.
      if (look.pattern.matcher(look.ordinal() < TAB.ordinal() ? text : line).matches()) {
        return look;
      }
    }
    return null;
  }

  String what() {
    return what;
  }

  /** Whether a file of this format doesn't begin so. */
  boolean isForeignTo(InputFormat format) {
    return this == JSON || this == MARKUP || this == CODE && format == InputFormat.CSV;
  }

  /**
   * Refuses what isn't a plain name.
   *
   * @param number of the line
   * @param columns what a header may name
   * @throws InputException with the option that decides
   */
  public static void refuse(long number, String line, List<InputColumn> columns) {
    boolean plain = isPlain(line);
    if (plain && number > 1) {
      return;
    }
    LineLook look = plain ? null : of(line);
    if (look != null) {
      throw look.refusal(number);
    }
    if (isHeader(number, line, columns)) {
      throw new InputException(
          "line " + number + " may be a name or a header: " + Invisible.shown(line.strip()),
          "--input-format lines takes each line as a name, --input-format csv takes a header");
    }
  }

  private static boolean isHeader(long number, String line, List<InputColumn> columns) {
    String plain = Headers.plain(line);
    return number == 1
        ? Headers.areKnown(columns, List.of(line))
        : plain.indexOf('_') > 0 && OtherContent.isOurs(List.of(plain.split(" {2,}")));
  }

  /** Most names are this, and by the million it is worth a look of its own: words of letters. */
  private static boolean isPlain(String line) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean gap = c == ' ' && i + 1 < line.length() && line.charAt(i + 1) == ' ';
      if (gap || c != ' ' && !isOfWord(c) && (i == 0 || "-'.".indexOf(c) < 0)) {
        return false;
      }
    }
    return !line.startsWith(" ")
        && !line.equals("null")
        && !line.equals("true")
        && !line.equals("false");
  }

  /** Nothing that is looked for here has another letter than those of ASCII. */
  private static boolean isOfWord(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c > '\u009f' && c != '\u2028' && c != '\u2029';
  }

  private InputException refusal(long number) {
    boolean columns = ordinal() >= TAB.ordinal() && this != LINE_END;
    return new InputException(
        "line "
            + number
            + (columns
                ? " has " + what + ", so that it may be a name or several columns"
                : (this == LINE_END ? " has " : " looks like ") + what + ", and may be no name"),
        "--input-format lines takes each line as a name"
            + (other == null ? "" : ", --input-format " + other));
  }
}
