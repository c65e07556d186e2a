package orgs.store;

import static orgs.store.StoreException.Kind.INVALID;

/**
 * What a name may be: 1 to {@value #MAX_CODE_POINTS} code points, no NUL, not all of them white
 * space. Names are kept exactly as given.
 *
 * <p>The database holds the same rules as constraints. They are checked here first because {@code
 * varchar(50)} drops trailing spaces beyond its length without a word.
 */
public final class NameRules {

  /** The longest name, in code points: what {@code varchar(50)} counts. */
  public static final int MAX_CODE_POINTS = 50;

  private NameRules() {}

  /**
   * Returns the name of an organization unchanged.
   *
   * @throws StoreException (INVALID) with the reason
   */
  public static String organization(String name) {
    refuse("organization", name, organizationProblem(name));
    return name;
  }

  /**
   * Returns the name of a member unchanged.
   *
   * @throws StoreException (INVALID) with the reason
   */
  public static String member(String name) {
    refuse("member", name, problem(name));
    return name;
  }

  /** Why this text is no name of an organization, or null when it is one. */
  public static String organizationProblem(String text) {
    String problem = problem(text);
    return problem == null && OrganizationRef.ID.matcher(text).matches()
        ? "would read as an id"
        : problem;
  }

  /** Why this text is no name, or null when it is one. */
  public static String problem(String text) {
    if (text.isEmpty()) {
      return "is empty";
    }
    String problem = unstorable(text);
    if (problem != null) {
      return problem;
    }
    int count = text.codePointCount(0, text.length());
    if (count > MAX_CODE_POINTS) {
      return "is " + count + " characters long; the limit is " + MAX_CODE_POINTS;
    }
    return text.codePoints().allMatch(NameRules::isSpace) ? "is blank" : null;
  }

  /** Why PostgreSQL can't hold this text, or null when it can. */
  static String unstorable(String text) {
    if (text.indexOf(0) >= 0) {
      return "has a NUL character";
    }
    return text.codePoints().anyMatch(NameRules::isSurrogate) ? "is not valid Unicode" : null;
  }

  private static boolean isSurrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  /**
   * Unicode's White_Space: Java's own two notions leave out the no-break spaces and NEL in turn.
   */
  private static boolean isSpace(int c) {
    return c == 0x85
        || Character.isSpaceChar(c)
        || (Character.isWhitespace(c) && (c < 0x1c || c > 0x1f));
  }

  private static void refuse(String kind, String name, String problem) {
    if (problem == null) {
      return;
    }
    String shown = name.isBlank() || name.indexOf(0) >= 0 ? "" : " '" + shorten(name) + "'";
    throw new StoreException(
        INVALID,
        kind + " name" + shown + " " + problem,
        "a name has 1 to " + MAX_CODE_POINTS + " characters, not all of them white space");
  }

  private static String shorten(String name) {
    int max = MAX_CODE_POINTS + 10;
    return name.codePointCount(0, name.length()) <= max
        ? name
        : name.substring(0, name.offsetByCodePoints(0, max)) + "…";
  }
}
