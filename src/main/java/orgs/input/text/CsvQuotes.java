package orgs.input.text;

/**
 * Follows the quotes of a CSV record, byte by byte. A misplaced quote opens nothing, so that a bad
 * line doesn't swallow the good ones after it.
 */
final class CsvQuotes {

  private enum State {
    FIELD_BEGINS,
    UNQUOTED,
    QUOTED,
    /** The quotes end here, unless another one follows. */
    QUOTE_IN_QUOTES
  }

  private final char delimiter;
  private State state = State.FIELD_BEGINS;

  CsvQuotes(char delimiter) {
    this.delimiter = delimiter;
  }

  void take(byte[] bytes) {
    State last = state;
    for (byte b : bytes) {
      last = next(last, b);
    }
    state = last;
  }

  boolean areOpen() {
    return state == State.QUOTED;
  }

  private State next(State state, byte b) {
    if (state == State.QUOTED) {
      return b == '"' ? State.QUOTE_IN_QUOTES : State.QUOTED;
    }
    if (b == '"' && state != State.UNQUOTED) {
      return State.QUOTED;
    }
    return b == delimiter ? State.FIELD_BEGINS : State.UNQUOTED;
  }
}
