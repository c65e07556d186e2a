package orgs.input;

/** JSON as RFC 8259 has it, a character at a time. */
final class SlowJson {

  private final String text;
  private int at;
  private String name;
  private boolean wrongName;
  private int depth;

  private SlowJson(String text) {
    this.text = text;
  }

  /** The member "name" of an object, once and a string; or a string by itself. Null else. */
  static String name(String line) {
    SlowJson json = new SlowJson(line);
    try {
      json.space();
      String value;
      if (json.peek() == '"') {
        value = json.string();
      } else {
        json.object(true);
        value = json.wrongName ? null : json.name;
      }
      json.space();
      return json.at == line.length() ? value : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** More than this is bad, though it is JSON. */
  private void value() {
    depth++;
    require(depth < 1_000);
    anyValue();
    depth--;
  }

  private void anyValue() {
    switch (peek()) {
      case '{' -> object(false);
      case '[' -> array();
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    }
  }

  private void object(boolean outermost) {
    take('{');
    space();
    if (peek() == '}') {
      at++;
      return;
    }
    boolean seen = false;
    while (true) {
      space();
      boolean wanted = string().equals("name") && outermost;
      space();
      take(':');
      space();
      if (wanted) {
        wrongName |= seen || peek() != '"' && peek() != 'n';
        seen = true;
      }
      if (wanted && peek() == '"') {
        name = string();
      } else {
        value();
      }
      space();
      if (peek() == '}') {
        at++;
        return;
      }
      take(',');
    }
  }

  private void array() {
    take('[');
    space();
    if (peek() == ']') {
      at++;
      return;
    }
    while (true) {
      space();
      value();
      space();
      if (peek() == ']') {
        at++;
        return;
      }
      take(',');
    }
  }

  private String string() {
    take('"');
    StringBuilder value = new StringBuilder();
    while (true) {
      char c = peek();
      at++;
      if (c == '"') {
        return value.toString();
      }
      require(c >= ' ');
      if (c != '\\') {
        value.append(c);
        continue;
      }
      char escape = peek();
      at++;
      int known = "\"\\/bfnrt".indexOf(escape);
      if (known >= 0) {
        value.append("\"\\/\b\f\n\r\t".charAt(known));
      } else {
        require(escape == 'u' && at + 4 <= text.length());
        String digits = text.substring(at, at + 4);
        require(digits.matches("[0-9a-fA-F]{4}"));
        value.append((char) Integer.parseInt(digits, 16));
        at += 4;
      }
    }
  }

  private void number() {
    int begin = at;
    while (at < text.length() && "+-0123456789.eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    require(at - begin <= 1_000);
    require(text.substring(begin, at).matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?"));
  }

  private void word(String word) {
    require(text.startsWith(word, at));
    at += word.length();
  }

  private void take(char c) {
    require(peek() == c);
    at++;
  }

  private char peek() {
    require(at < text.length());
    return text.charAt(at);
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new IllegalArgumentException();
    }
  }
}
