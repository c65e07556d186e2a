package orgs.cli.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.terminal.Size;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import orgs.cli.browse.terminal.Tty;
import orgs.output.DisplayWidth;
import orgs.output.Numbers;
import orgs.output.SafeText;

/** Turns the state of the screen into lines of text. */
final class View {

  private static final int SMALLEST_COLUMNS = 20;
  private static final int SMALLEST_ROWS = 6;

  /** Lines above the list: title and filter. */
  private static final int HEAD_LINES = 2;

  /** Lines below the list: message and keys. */
  private static final int FOOT_LINES = 2;

  private static final String FEW_KEYS = "Enter  Space  Tab  ? help  Esc leave";
  private static final String FILTER_LABEL = " / ";

  private final boolean styled;

  /**
   * Makes a view.
   *
   * @param styled whether text may be set off by escape sequences
   */
  View(boolean styled) {
    this.styled = styled;
  }

  /** How many rows of the list a screen shows. */
  static int height(Size size) {
    return Math.max(1, size.getRows() - HEAD_LINES - FOOT_LINES);
  }

  /** Returns what a screen of this size shows. */
  Tty.Frame frame(ScreenState state, Size size) {
    ScreenText screenText = new ScreenText(size.getColumns(), styled);
    if (size.getColumns() < SMALLEST_COLUMNS || size.getRows() < SMALLEST_ROWS) {
      return Tty.Frame.withoutCursor(
          filled(List.of(screenText.line("too small", ScreenText.PLAIN)), size.getRows()));
    }
    List<AttributedString> lines = new ArrayList<>();
    Listing listing = state.listing;
    lines.add(
        screenText.edges(
            " " + listing.source.title(), ScreenText.BOLD, summary(listing, size.getColumns())));
    lines.add(filter(listing, screenText));
    Tty.Frame middle =
        state.overlay == null
            ? Tty.Frame.withoutCursor(rows(listing, screenText))
            : state.overlay.lines(screenText, height(size));
    lines.addAll(middle.lines());
    lines = filled(lines, size.getRows() - FOOT_LINES);
    lines.add(message(state, screenText));
    lines.add(screenText.line(" " + keys(state, size.getColumns() - 1), ScreenText.DIM));
    if (state.overlay == null && state.typing) {
      int column = screenText.cursorColumn(FILTER_LABEL, listing.filter);
      return new Tty.Frame(lines, HEAD_LINES - 1, column);
    }
    return middle.cursorRow() < 0
        ? Tty.Frame.withoutCursor(lines)
        : new Tty.Frame(lines, HEAD_LINES + middle.cursorRow(), middle.cursorColumn());
  }

  private static List<AttributedString> filled(List<AttributedString> lines, int height) {
    List<AttributedString> filled = new ArrayList<>(lines);
    while (filled.size() < height) {
      filled.add(AttributedString.EMPTY);
    }
    return filled;
  }

  // --- the list

  private static String summary(Listing listing, int columns) {
    String marked = listing.marks.isEmpty() ? "" : listing.marks.size() + " marked, ";
    return marked + found(listing, columns);
  }

  private static String found(Listing listing, int columns) {
    if (listing.state == Listing.State.SEARCHING) {
      return "searching…";
    }
    if (listing.similar) {
      return "no match; similar names";
    }
    Count count = listing.count;
    if (count == null) {
      return listing.state == Listing.State.FAILED ? "" : "counting…";
    }
    boolean filtered = !listing.filter.isEmpty();
    if (filtered && count.number() == 0) {
      return "no match";
    }
    String matches = count.number() == 1 ? "matches" : "match";
    String noun = filtered ? matches : Numbers.noun(count.number(), listing.source.noun());
    return count.text() + " " + noun + (count.estimated() && columns > 60 ? " (estimated)" : "");
  }

  private static AttributedString filter(Listing listing, ScreenText screenText) {
    return listing.filter.isEmpty()
        ? screenText.line(FILTER_LABEL.stripTrailing(), ScreenText.DIM)
        : screenText.line(
            FILTER_LABEL + listing.filter.tail(screenText.fieldWidth(FILTER_LABEL)),
            ScreenText.PLAIN);
  }

  private static List<AttributedString> rows(Listing listing, ScreenText screenText) {
    List<Row> rows = listing.window.visible();
    int idWidth = 1;
    for (Row row : rows) {
      idWidth = Math.max(idWidth, String.valueOf(row.id()).length());
    }
    List<AttributedString> lines = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      boolean current = i == listing.window.cursorOnScreen();
      lines.add(row(rows.get(i), current, listing, idWidth, screenText));
    }
    return lines;
  }

  private static AttributedString row(
      Row row, boolean current, Listing listing, int idWidth, ScreenText screenText) {
    int columns = screenText.columns();
    boolean marked = listing.marks.containsKey(row.id());
    String head =
        (current ? ">" : " ")
            + (marked ? "*" : " ")
            + String.format(Locale.ROOT, "%" + idWidth + "d", row.id())
            + "  ";
    String name = DisplayWidth.cut(SafeText.of(row.name()), Math.max(1, columns - head.length()));
    if (current) {
      String text = head + name;
      return screenText.line(
          text + " ".repeat(Math.max(0, columns - DisplayWidth.of(text))), ScreenText.CURRENT);
    }
    AttributedStringBuilder line = new AttributedStringBuilder();
    line.append(head, screenText.style(marked ? ScreenText.BOLD : ScreenText.DIM));
    int at = listing.similar ? -1 : find(name, listing);
    if (at < 0) {
      return line.append(name, ScreenText.PLAIN).toAttributedString();
    }
    int end = Math.min(name.length(), at + listing.filter.text().length());
    return line.append(name.substring(0, at), ScreenText.PLAIN)
        .append(name.substring(at, end), screenText.style(ScreenText.MATCH))
        .append(name.substring(end), ScreenText.PLAIN)
        .toAttributedString();
  }

  /** Returns where the typed text is in a name, or -1. */
  private static int find(String name, Listing listing) {
    String text = listing.filter.text();
    boolean ignoreCase = listing.nameFilter().ignoreCase();
    for (int i = 0; !text.isEmpty() && i <= name.length() - text.length(); i++) {
      if (name.regionMatches(ignoreCase, i, text, 0, text.length())) {
        return i;
      }
    }
    return -1;
  }

  // --- the last lines

  private static AttributedString message(ScreenState state, ScreenText screenText) {
    return state.connectionProblem != null
        ? screenText.line(" " + SafeText.of(state.connectionProblem), ScreenText.ALARM)
        : screenText.line(" " + SafeText.of(state.message), ScreenText.PLAIN);
  }

  private static String keys(ScreenState state, int columns) {
    if (state.overlay != null) {
      return state.overlay.keys();
    }
    String keys = state.listing.source.keys();
    return keys.length() <= columns ? keys : FEW_KEYS;
  }
}
