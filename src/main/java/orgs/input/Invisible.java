package orgs.input;

/** Shows in a message what can't be seen in a text. */
final class Invisible {

  private Invisible() {}

  /**
   * The text, with blanks but the space, and characters without a shape, as {@code \}{@code u00a0}.
   */
  static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (isInvisible(c)) {
                shown.append(c == '\t' ? "\\t" : c == '\n' ? "\\n" : "\\u%04x".formatted(c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown.toString();
  }

  private static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.SPACE_SEPARATOR -> c != ' ';
      default -> false;
    };
  }
}
