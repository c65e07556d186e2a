package orgs.store;

import java.util.regex.Pattern;

/**
 * The rules for names: 1 to {@value #MAX_CODE_POINTS} code points, no NUL, not all of them white
 * space. Names are kept exactly as given.
 *
 * <p>The database holds the same rules as constraints. They are checked here first because {@code
 * varchar(50)} silently drops trailing spaces beyond its length.
 */
public final class NameRules {

  /** The longest name, in code points: what {@code varchar(50)} counts. */
  public static final int MAX_CODE_POINTS = 50;

  /**
   * A character that is not white space, as Java and PostgreSQL both read it; Unicode's White_Space
   * is spelt out, because their own classes differ.
   */
  static final String VISIBLE =
      "[^\\t-\\r \\u0085\\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000]";

  private static final Pattern VISIBLE_PATTERN = Pattern.compile(VISIBLE);

  static final String RULES =
      "a name has 1 to " + MAX_CODE_POINTS + " characters, no NUL, and is not all white space";

  static final String ID_RULE = "id:N always means the organization with id N; choose another name";

  private NameRules() {}

  /** The reason why this text is no name of an organization, or null if it is one. */
  public static String organizationProblem(String text) {
    String problem = problem(text);
    if (problem != null) {
      return problem;
    }
    return OrganizationRef.ID.matcher(text).matches() ? "looks like an id" : null;
  }

  /** The reason why this text is no name of a member, or null if it is one. */
  public static String problem(String text) {
    if (text.isEmpty()) {
      return "is empty";
    }
    if (isPlain(text)) {
      return null;
    }
    String problem = unstorable(text);
    if (problem != null) {
      return problem;
    }
    int count = text.codePointCount(0, text.length());
    if (count > MAX_CODE_POINTS) {
      return "is " + count + " characters long; the limit is " + MAX_CODE_POINTS;
    }
    return VISIBLE_PATTERN.matcher(text).find() ? null : "is blank";
  }

  /** Most names are short and in ASCII, and a check of their own is faster for millions of them. */
  private static boolean isPlain(String text) {
    int length = text.length();
    if (length > MAX_CODE_POINTS) {
      return false;
    }
    boolean visible = false;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80 || c == 0) {
        return false;
      }
      visible |= c > ' ';
    }
    return visible;
  }

  /** The reason why PostgreSQL can't hold this text, or null if it can. */
  static String unstorable(String text) {
    if (text.indexOf(0) >= 0) {
      return "has a NUL character";
    }
    return text.codePoints().anyMatch(NameRules::isSurrogate) ? "is not valid Unicode" : null;
  }

  private static boolean isSurrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  static StoreException refusal(String kind, String name, String problem, String hint) {
    String shown = name.isBlank() || name.indexOf(0) >= 0 ? "" : " '" + shorten(name) + "'";
    return new StoreException(
        StoreException.Kind.INVALID, kind + " name" + shown + " " + problem, hint);
  }

  private static String shorten(String name) {
    int max = MAX_CODE_POINTS + 10;
    return name.codePointCount(0, name.length()) <= max
        ? name
        : name.substring(0, name.offsetByCodePoints(0, max)) + "…";
  }
}
