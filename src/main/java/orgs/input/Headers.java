package orgs.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names of columns as files have them: in any case, with blanks around them, some invisible. */
final class Headers {

  /** Blanks and invisible characters at the ends of a name. */
  private static final Pattern AROUND =
      Pattern.compile("^[\\s\\p{Z}\\p{Cc}\\p{Cf}]+|[\\s\\p{Z}\\p{Cc}\\p{Cf}]+$");

  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

  /** The line ends of Unicode that don't end a line here. */
  private static final Pattern LINE_ENDS = Pattern.compile("[\\u000b\\u000c\\u0085\\u2028\\u2029]");

  /** Names that other programs give a column of names; they have at most three words. */
  private static final Pattern OF_NAMES =
      Pattern.compile(
          "(?:[^ _-]+[ _-]){0,2}names?|(?:user|full|first|last|nick|sur)name|members|e-?mails?");

  /** Characters that others replace with a space or leave out. */
  private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{N}]+");

  private Headers() {}

  /** Returns the name without blanks around it, in lower case; "" for null. */
  static String plain(String name) {
    return name == null ? "" : AROUND.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
  }

  static List<String> plain(List<String> names) {
    return names.stream().map(Headers::plain).toList();
  }

  /**
   * Whether these fields may be a header: all of them are names that are looked for, or that orgs
   * writes, and a single one is looked for.
   */
  static boolean areKnown(List<InputColumn> columns, List<String> fields) {
    List<String> others = new ArrayList<>(plain(fields));
    others.removeIf(name -> columns.stream().anyMatch(column -> column.names().contains(name)));
    if (fields.size() == 1) {
      return others.isEmpty() || OF_NAMES.matcher(others.get(0)).matches();
    }
    others.removeAll(List.of("id", "name"));
    return OtherContent.isOurs(others);
  }

  /** Whether a character outside of quotes may end a line in other programs. */
  static boolean mayBeSeveralLines(String header) {
    return LINE_ENDS.matcher(QUOTED.matcher(header).replaceAll("")).find();
  }

  /** Returns the names for a message, with their invisible characters. */
  static String shown(List<String> names) {
    return names.stream()
        .map(name -> name == null ? "" : Invisible.shown(name))
        .collect(Collectors.joining(", "));
  }

  /** Returns the name in a header that may stand for one of the wanted ones, or null. */
  static String similar(List<String> wanted, List<String> header) {
    for (String name : wanted) {
      for (String there : header) {
        String letters = letters(there);
        if (letters.equals(letters(name))
            || letters.length() > 2 && areNearlySame(letters, letters(name))) {
          return there;
        }
      }
    }
    for (String name : wanted) {
      for (String there : header) {
        if (List.of(NO_LETTER.split(plain(there))).contains(name)) {
          return there;
        }
      }
    }
    return null;
  }

  private static String letters(String name) {
    return NO_LETTER.matcher(plain(name)).replaceAll("");
  }

  /** Whether one text is the other with one character more, another one, or two swapped. */
  private static boolean areNearlySame(String one, String other) {
    if (one.length() > other.length()) {
      return areNearlySame(other, one);
    }
    int begin = 0;
    while (begin < one.length() && one.charAt(begin) == other.charAt(begin)) {
      begin++;
    }
    String left = one.substring(begin);
    String right = other.substring(begin);
    if (left.length() < right.length()) {
      return left.equals(right.substring(1));
    }
    if (left.isEmpty()) {
      return false;
    }
    return left.substring(1).equals(right.substring(1))
        || left.length() > 1
            && left.charAt(0) == right.charAt(1)
            && left.charAt(1) == right.charAt(0)
            && left.substring(2).equals(right.substring(2));
  }
}
