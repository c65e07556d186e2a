package orgs.cli.browse;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import orgs.cli.browse.terminal.Key;
import orgs.cli.browse.terminal.Tty;
import orgs.output.DisplayWidth;
import orgs.output.SafeText;

/** Text to read: the help, or the details of a row. */
final class TextPage implements Overlay {

  /** The row that Enter chooses, or null. */
  final Row row;

  private final String title;
  private final List<Entry> entries;

  /** The first line that is shown; {@link #lines} brings it back into the text. */
  private int top;

  /** A term and its description. */
  record Entry(String term, String text) {}

  TextPage(String title, List<Entry> entries, Row row) {
    this.title = title;
    this.entries = new ArrayList<>(entries);
    this.row = row;
  }

  void add(Entry entry) {
    entries.add(entry);
  }

  @Override
  public Outcome press(Key key, String text, int height) {
    return switch (key) {
      case UP -> scroll(-1);
      case DOWN -> scroll(1);
      case PAGE_UP -> scroll(-height);
      case PAGE_DOWN -> scroll(height);
      case ESCAPE -> Outcome.CLOSE;
      case ENTER -> row == null ? Outcome.CLOSE : Outcome.CHOOSE;
      case ADD, INSERT, RENAME, MOVE, REMOVE, DELETE, TAB -> Outcome.CLOSE_FOR_LIST;
      default -> row == null && text.equals("?") ? Outcome.CLOSE : Outcome.NOT_TAKEN;
    };
  }

  private Outcome scroll(int lines) {
    top += lines;
    return Outcome.NONE;
  }

  @Override
  public Tty.Frame lines(ScreenText screenText, int height) {
    int termWidth = 0;
    for (Entry entry : entries) {
      termWidth = Math.max(termWidth, DisplayWidth.of(entry.term()));
    }
    List<AttributedString> all = new ArrayList<>();
    all.add(screenText.line(" " + title, ScreenText.BOLD));
    int left = termWidth + 3;
    for (Entry entry : entries) {
      String term = " " + entry.term() + " ".repeat(left - 1 - DisplayWidth.of(entry.term()));
      for (String part : screenText.wrapped(SafeText.of(entry.text()), left + 1)) {
        all.add(screenText.line(term, ScreenText.BOLD, part, ScreenText.PLAIN));
        term = " ".repeat(left);
      }
    }
    top = Math.max(0, Math.min(top, all.size() - height));
    return Tty.Frame.withoutCursor(all.subList(top, Math.min(all.size(), top + height)));
  }

  @Override
  public String keys() {
    return row == null ? "Esc back" : "Enter choose and leave  Esc back";
  }
}
