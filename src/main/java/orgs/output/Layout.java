package orgs.output;

/**
 * The place that rows go to, and the options for their layout.
 *
 * @param terminal a person's terminal: tables are fitted to it, and control characters in data are
 *     shown instead of sent
 * @param width the terminal's columns; 80 when unknown (0 or less)
 * @param color whether a table's header may be set off by escape sequences
 * @param single JSON is one object instead of an array of them; allows one row only
 * @param header whether a table or CSV begins with the columns' names
 * @param spreadsheet whether CSV is for a spreadsheet: it begins with a byte order mark, and no
 *     text of it becomes a formula
 */
public record Layout(
    boolean terminal,
    int width,
    boolean color,
    boolean single,
    boolean header,
    boolean spreadsheet) {
  static final int USUAL_WIDTH = 80;

  public Layout {
    width = width > 0 ? width : USUAL_WIDTH;
  }

  /** Creates a layout with a header, if the format has one. */
  public Layout(boolean terminal, int width, boolean color, boolean single) {
    this(terminal, width, color, single, true, false);
  }
}
