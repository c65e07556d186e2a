package orgs.cli.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.terminal.Size;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import orgs.output.DisplayWidth;
import orgs.output.SafeText;

/** What a screen looks like: lines of text for all that is shown. */
final class View {

  private static final int SMALLEST_COLUMNS = 20;
  private static final int SMALLEST_ROWS = 6;

  /** Lines around the list: title, filter, message, keys. */
  private static final int FRAME_LINES = 4;

  private static final String KEYS =
      "Enter details  Space mark  ^N add  ^R rename  ^T move  ^X remove  ? help  Esc";
  private static final String KEYS_OF_ORGANIZATIONS =
      "Enter details  Tab members  ^N create  ^R rename  ^X delete  ? help  Esc";
  private static final String FEW_KEYS = "Enter  Space  Tab  ? help  Esc leave";

  private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
  private static final AttributedStyle BOLD = PLAIN.bold();
  private static final AttributedStyle DIM = PLAIN.faint();
  private static final AttributedStyle CURRENT = PLAIN.inverse();
  private static final AttributedStyle MATCH = PLAIN.bold().foreground(AttributedStyle.CYAN);
  private static final AttributedStyle ALARM = PLAIN.bold().foreground(AttributedStyle.RED);

  private final boolean colored;

  /**
   * Draws.
   *
   * @param colored whether text may be set off by escape sequences
   */
  View(boolean colored) {
    this.colored = colored;
  }

  /** How many rows of the list a screen shows. */
  static int height(Size size) {
    return Math.max(1, size.getRows() - FRAME_LINES);
  }

  /** Draws it. */
  Tty.Frame frame(Shown shown, Size size) {
    int columns = size.getColumns();
    if (columns < SMALLEST_COLUMNS || size.getRows() < SMALLEST_ROWS) {
      return new Tty.Frame(tooSmall(size), -1, 0);
    }
    List<AttributedString> lines = new ArrayList<>();
    Listing listing = shown.listing();
    lines.add(ends(" " + listing.source.title(), BOLD, summary(listing, columns), PLAIN, columns));
    lines.add(filter(listing, columns));
    int height = height(size);
    int cursorRow = -1;
    int cursorColumn = 0;
    if (shown.overlay() instanceof TextPage page) {
      lines.addAll(text(page, columns, height));
    } else if (shown.overlay() instanceof Question question) {
      List<AttributedString> asked = question(question, columns);
      int cut = Math.max(0, asked.size() - height);
      lines.addAll(asked.subList(cut, asked.size()));
      cursorRow = lines.size() - 1 - problem(question, columns).size();
      cursorColumn = fieldColumn(question.label, question.field, columns);
    } else if (shown.overlay() instanceof Waiting waiting) {
      lines.add(line("", PLAIN, columns));
      lines.add(line(" " + waiting.what() + "…", BOLD, columns));
    } else {
      lines.addAll(rows(listing, columns));
      if (shown.typing()) {
        cursorRow = 1;
        cursorColumn = fieldColumn(" / ", listing.filter, columns);
      }
    }
    while (lines.size() < size.getRows() - 2) {
      lines.add(AttributedString.EMPTY);
    }
    lines.add(message(shown, columns));
    lines.add(line(" " + keys(shown, columns - 1), DIM, columns));
    return new Tty.Frame(lines, cursorRow, cursorColumn);
  }

  private List<AttributedString> tooSmall(Size size) {
    List<AttributedString> lines = new ArrayList<>();
    lines.add(line("too small", PLAIN, size.getColumns()));
    while (lines.size() < size.getRows()) {
      lines.add(AttributedString.EMPTY);
    }
    return lines;
  }

  // --- the list

  private static String summary(Listing listing, int columns) {
    StringBuilder text = new StringBuilder();
    if (!listing.marks.isEmpty()) {
      text.append(listing.marks.size()).append(" marked, ");
    }
    if (listing.searching) {
      return text.append("searching…").toString();
    }
    boolean filtered = !listing.filter.isEmpty();
    if (listing.similar) {
      return text.append("no match; similar names").toString();
    }
    if (listing.count == null) {
      return text.append(listing.failed ? "" : "counting…").toString();
    }
    Count count = listing.count;
    if (filtered && count.number() == 0) {
      return text.append("no match").toString();
    }
    text.append(count.text())
        .append(' ')
        .append(
            filtered
                ? count.number() == 1 ? "matches" : "match"
                : listing.source.noun(count.number()));
    return text.append(count.estimated() && columns > 60 ? " (estimated)" : "").toString();
  }

  private AttributedString filter(Listing listing, int columns) {
    return listing.filter.isEmpty()
        ? line(" /", DIM, columns)
        : line(" / " + field(listing.filter, columns - 4), PLAIN, columns);
  }

  private List<AttributedString> rows(Listing listing, int columns) {
    List<Row> rows = listing.window.visible();
    int idWidth = 1;
    for (Row row : rows) {
      idWidth = Math.max(idWidth, String.valueOf(row.id()).length());
    }
    List<AttributedString> lines = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      boolean current = i == listing.window.cursorOnScreen();
      lines.add(row(rows.get(i), current, listing, idWidth, columns));
    }
    return lines;
  }

  private AttributedString row(
      Row row, boolean current, Listing listing, int idWidth, int columns) {
    boolean marked = listing.marks.containsKey(row.id());
    String head =
        (current ? ">" : " ")
            + (marked ? "*" : " ")
            + String.format(Locale.ROOT, "%" + idWidth + "d", row.id())
            + "  ";
    String name = DisplayWidth.cut(SafeText.of(row.name()), Math.max(1, columns - head.length()));
    if (current) {
      String text = head + name;
      return line(
          text + " ".repeat(Math.max(0, columns - DisplayWidth.of(text))), CURRENT, columns);
    }
    AttributedStringBuilder line = new AttributedStringBuilder();
    line.append(head, style(marked ? BOLD : DIM));
    int at = listing.similar ? -1 : find(name, listing);
    if (at < 0) {
      return line.append(name, style(PLAIN)).toAttributedString();
    }
    int end = Math.min(name.length(), at + listing.filter.text().length());
    return line.append(name.substring(0, at), style(PLAIN))
        .append(name.substring(at, end), style(MATCH))
        .append(name.substring(end), style(PLAIN))
        .toAttributedString();
  }

  /** Where what is typed is in a name, or -1. */
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

  // --- what lies over it

  private List<AttributedString> text(TextPage page, int columns, int height) {
    int termWidth = 0;
    for (TextPage.Entry entry : page.entries) {
      termWidth = Math.max(termWidth, DisplayWidth.of(entry.term()));
    }
    List<AttributedString> all = new ArrayList<>();
    all.add(line(" " + page.title, BOLD, columns));
    int left = termWidth + 3;
    for (TextPage.Entry entry : page.entries) {
      String term = " " + entry.term() + " ".repeat(left - 1 - DisplayWidth.of(entry.term()));
      for (String part : wrapped(SafeText.of(entry.text()), columns - left - 1)) {
        all.add(
            new AttributedStringBuilder()
                .append(term, style(BOLD))
                .append(part, style(PLAIN))
                .toAttributedString());
        term = " ".repeat(left);
      }
    }
    page.top = Math.max(0, Math.min(page.top, all.size() - height));
    return all.subList(page.top, Math.min(all.size(), page.top + height));
  }

  private List<AttributedString> question(Question question, int columns) {
    List<AttributedString> lines = new ArrayList<>();
    lines.add(line(" " + question.title, BOLD, columns));
    for (String text : question.lines) {
      wrapped(SafeText.of(text), columns - 2)
          .forEach(part -> lines.add(line(" " + part, PLAIN, columns)));
    }
    String label = question.label;
    lines.add(line(label + field(question.field, columns - label.length() - 1), PLAIN, columns));
    lines.addAll(problem(question, columns));
    return lines;
  }

  private List<AttributedString> problem(Question question, int columns) {
    return question.problem == null
        ? List.of()
        : wrapped(SafeText.of(question.problem), columns - 2).stream()
            .map(part -> line(" " + part, ALARM, columns))
            .toList();
  }

  /** The end of what is typed, where it doesn't fit. */
  private static String field(TextField field, int width) {
    String text = SafeText.of(field.text());
    int from = 0;
    while (DisplayWidth.of(text.substring(from)) > width && from < text.length()) {
      from = text.offsetByCodePoints(from, 1);
    }
    return text.substring(from);
  }

  private static int fieldColumn(String label, TextField field, int columns) {
    int before = DisplayWidth.of(SafeText.of(field.beforeCursor()));
    int width = columns - label.length() - 1;
    int hidden = Math.max(0, DisplayWidth.of(SafeText.of(field.text())) - width);
    return Math.min(columns - 1, label.length() + Math.max(0, before - hidden));
  }

  /** Text in lines of this width, broken between words where there are some. */
  private static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split("(?<= )")) {
      if (!line.isEmpty() && DisplayWidth.of(line + word.stripTrailing()) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(word);
      while (DisplayWidth.of(line.toString().stripTrailing()) > width) {
        String rest = line.toString();
        int end = rest.offsetByCodePoints(0, 1);
        while (DisplayWidth.of(rest.substring(0, rest.offsetByCodePoints(end, 1))) <= width) {
          end = rest.offsetByCodePoints(end, 1);
        }
        lines.add(rest.substring(0, end));
        line.setLength(0);
        line.append(rest.substring(end));
      }
    }
    lines.add(line.toString());
    return lines;
  }

  // --- the last lines

  private AttributedString message(Shown shown, int columns) {
    return shown.connection() != null
        ? line(" " + SafeText.of(shown.connection()), ALARM, columns)
        : line(" " + SafeText.of(shown.message()), PLAIN, columns);
  }

  private static String keys(Shown shown, int columns) {
    if (shown.overlay() instanceof TextPage page) {
      return page.chosen == null ? "Esc back" : "Enter choose and leave  Esc back";
    }
    if (shown.overlay() instanceof Question) {
      return "Enter go on  Esc don't";
    }
    if (shown.overlay() instanceof Waiting) {
      return "Ctrl-C stops it";
    }
    String keys =
        shown.listing().source instanceof Source.Everything ? KEYS_OF_ORGANIZATIONS : KEYS;
    return keys.length() <= columns ? keys : FEW_KEYS;
  }

  // --- text

  private AttributedString ends(
      String left, AttributedStyle leftStyle, String right, AttributedStyle rightStyle, int width) {
    String end = right.isEmpty() ? "" : DisplayWidth.cut(right, width - 2) + " ";
    String begin =
        DisplayWidth.cut(SafeText.of(left), Math.max(2, width - DisplayWidth.of(end) - 1));
    int gap = width - DisplayWidth.of(begin) - DisplayWidth.of(end);
    return new AttributedStringBuilder()
        .append(begin, style(leftStyle))
        .append(" ".repeat(Math.max(0, gap)), style(PLAIN))
        .append(gap < 0 ? "" : end, style(rightStyle))
        .toAttributedString();
  }

  private AttributedString line(String text, AttributedStyle style, int columns) {
    return new AttributedString(DisplayWidth.cut(text, columns), style(style));
  }

  private AttributedStyle style(AttributedStyle wanted) {
    return colored ? wanted : PLAIN;
  }
}
