package orgs.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Names from all of Unicode, rich in what programs trip over; and the rules for them. */
final class Names {

  static final int LONGEST = 50;

  private static final String WHITE_SPACE =
      "\t\n\u000b\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
          + "\u2009\u200a\u2028\u2029\u202f\u205f\u3000";

  private static final List<String> HOSTILE =
      List.of(
          "a",
          "A",
          "ann",
          "Ann ",
          " ann",
          "\u00e9",
          "e\u0301",
          "ß",
          "%",
          "_",
          "%_\\%",
          "\\",
          "a\\",
          "\\N",
          "\\.",
          "'",
          "''; DROP TABLE members; --",
          "\"",
          "$1",
          "?",
          "{0}",
          "-x",
          "--",
          "--yes",
          "@file",
          "#",
          "null",
          "NULL",
          "0",
          "id",
          "tab\tin",
          "line\nin",
          "cr\rin",
          "\u0001\u001b[31m",
          "\u202egnp.exe",
          "\ufeffbom",
          "\uffff",
          "\ud83d\udc69\u200d\ud83d\udc67",
          "\u0628\u0627",
          "日本",
          "x".repeat(LONGEST),
          "\ud83d\ude00".repeat(LONGEST));

  private static final List<String> INVALID =
      List.of("", " ", "\u3000\u00a0", "y".repeat(LONGEST + 1), "\ud83d\ude00".repeat(LONGEST + 1));

  private final Random random;
  private final boolean linesAllowed;

  /**
   * Chooses.
   *
   * @param linesAllowed whether a name may have a line break, which no line of a script has
   */
  Names(Random random, boolean linesAllowed) {
    this.random = random;
    this.linesAllowed = linesAllowed;
  }

  /** Some that differ. */
  List<String> distinct(int count) {
    List<String> names = new ArrayList<>();
    while (names.size() < count) {
      String name = random.nextInt(3) == 0 ? anything() : any(HOSTILE);
      boolean usable = linesAllowed || name.chars().noneMatch(c -> c == '\n' || c == '\r');
      if (usable && isValid(name) && !names.contains(name)) {
        names.add(name);
      }
    }
    return names;
  }

  /** One that nobody may have. */
  String invalid() {
    return any(INVALID);
  }

  private String any(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  private String anything() {
    int length = 1 + random.nextInt(random.nextInt(4) == 0 ? LONGEST : 5);
    StringBuilder name = new StringBuilder();
    while (length > 0) {
      int bound = random.nextBoolean() ? 0x3000 : Character.MAX_CODE_POINT + 1;
      int c = 1 + random.nextInt(bound - 1);
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        name.appendCodePoint(c);
        length--;
      }
    }
    return name.toString();
  }

  static boolean isValid(String name) {
    int length = name.codePointCount(0, name.length());
    return length >= 1
        && length <= LONGEST
        && name.indexOf(0) < 0
        && name.chars().anyMatch(c -> WHITE_SPACE.indexOf(c) < 0);
  }
}
