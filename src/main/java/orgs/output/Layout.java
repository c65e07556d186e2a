package orgs.output;

/**
 * Where rows go.
 *
 * @param terminal a person's terminal: tables are fitted to it, and control characters in data are
 *     shown instead of sent
 * @param width the terminal's columns; 80 when unknown (0 or less)
 * @param color whether a table's header may be set off by escape sequences
 * @param single JSON is one object instead of an array of them; allows one row only
 */
public record Layout(boolean terminal, int width, boolean color, boolean single) {
  static final int USUAL_WIDTH = 80;

  public Layout {
    width = width > 0 ? width : USUAL_WIDTH;
  }
}
