package orgs.input.text;

/**
 * Whether the bytes of a CSV record so far end inside quotes. A quote that may not be where it is
 * opens nothing, so that a bad line doesn't swallow the good ones behind it.
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
