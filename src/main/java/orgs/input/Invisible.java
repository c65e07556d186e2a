package orgs.input;

/** Shows the invisible characters of a text in a message. */
final class Invisible {

  private Invisible() {}

  /**
   * Returns the text with escapes for invisible characters, and for blanks except the space: {@code
   * \}{@code u00a0}.
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
