package orgs.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names of columns as files have them: in any case, with blanks around them, some invisible. */
final class Headers {

  /** What is seen of a name: everything but blanks and characters without a shape at its ends. */
  private static final Pattern AROUND =
      Pattern.compile("^[\\s\\p{Z}\\p{Cc}\\p{Cf}]+|[\\s\\p{Z}\\p{Cc}\\p{Cf}]+$");

  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

  /** Unicode's line ends but those that end lines here. */
  private static final Pattern LINE_ENDS = Pattern.compile("[\\u000b\\u000c\\u0085\\u2028\\u2029]");

  /** What others call a column of names; a text of more words than three is none. */
  private static final Pattern OF_NAMES =
      Pattern.compile(
          "(?:[^ _-]+[ _-]){0,2}names?|(?:user|full|first|last|nick|sur)name|members|e-?mails?");

  /** In whose place others write a space or nothing. */
  private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{N}]+");

  private Headers() {}

  /** The name without what is around it, in lower case. Null stays what it is: an empty text. */
  static String plain(String name) {
    return name == null ? "" : AROUND.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
  }

  static List<String> plain(List<String> names) {
    return names.stream().map(Headers::plain).toList();
  }

  /**
   * Whether a row of such fields may be a header: all of them are names that are looked for, or
   * that we write, and a single one is looked for.
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

  /** Whether something outside of quotes may be the end of a line in other programs. */
  static boolean mayBeSeveralLines(String header) {
    return LINE_ENDS.matcher(QUOTED.matcher(header).replaceAll("")).find();
  }

  /** The names for a message, with what can't be seen of them. */
  static String shown(List<String> names) {
    return names.stream()
        .map(name -> name == null ? "" : Invisible.shown(name))
        .collect(Collectors.joining(", "));
  }

  /** The name in a header that may be meant by one of those, or null. */
  static String similar(List<String> wanted, List<String> header) {
    for (String name : wanted) {
      for (String there : header) {
        String letters = letters(there);
        if (letters.equals(letters(name))
            || letters.length() > 2 && EditDistance.isOne(letters, letters(name))) {
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
}
