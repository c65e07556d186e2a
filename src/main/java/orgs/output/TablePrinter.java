package orgs.output;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A table for reading. The columns are as wide as the header and the first {@value #PAGE} rows
 * need; a longer cell in a later row pushes the rest of its line. On a terminal text is cut so that
 * a line fits. A table is for eyes wherever it goes, so its text is always {@link SafeText}.
 */
final class TablePrinter extends StreamPrinter {
  private static final int PAGE = 100;
  private static final int GAP = 2;

  /** Text columns aren't narrowed below this, even if lines then wrap. */
  private static final int NARROWEST = 8;

  private final Layout layout;
  private final int[] widths;
  private final StringBuilder line = new StringBuilder();

  /** The rows that the widths are taken from, until they are printed; null from then on. */
  private List<String[]> page = new ArrayList<>(PAGE);

  TablePrinter(List<Column> columns, Utf8Out out, Layout layout) {
    super(columns, out);
    this.layout = layout;
    this.widths = new int[columns.size()];
  }

  @Override
  void print(Object[] values) throws IOException {
    String[] cells = new String[values.length];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = values[i] == null ? "" : cell(columns.get(i), values[i]);
    }
    if (page == null) {
      writeLine(cells);
      return;
    }
    page.add(cells);
    if (page.size() == PAGE) {
      begin();
    }
  }

  private String cell(Column column, Object value) {
    return layout.terminal() && column.kind() == Column.Kind.NUMBER && value instanceof Number n
        ? Numbers.grouped(n.longValue())
        : SafeText.of(value.toString());
  }

  @Override
  void end() throws IOException {
    if (page != null) {
      begin();
    }
  }

  private void begin() throws IOException {
    String[] header = columns.stream().map(Column::name).toArray(String[]::new);
    if (layout.header()) {
      widen(header);
    }
    page.forEach(this::widen);
    if (layout.terminal()) {
      narrow();
    }
    if (layout.header()) {
      writeHeader(header);
    }
    for (String[] cells : page) {
      writeLine(cells);
    }
    page = null;
  }

  private void writeHeader(String[] header) throws IOException {
    String[] rule = new String[widths.length];
    for (int i = 0; i < rule.length; i++) {
      rule[i] = "-".repeat(widths[i]);
    }
    out.raw(layout.color() ? "\u001b[1m" : "");
    writeLine(header);
    out.raw(layout.color() ? "\u001b[0;2m" : "");
    writeLine(rule);
    out.raw(layout.color() ? "\u001b[0m" : "");
  }

  private void widen(String[] cells) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], DisplayWidth.of(cells[i]));
    }
  }

  /** Takes from the widest text columns until a line fits. */
  private void narrow() {
    for (int excess = -spare(); excess > 0; excess--) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        if (isText(i) && widths[i] > (widest < 0 ? NARROWEST : widths[widest])) {
          widest = i;
        }
      }
      if (widest < 0) {
        return;
      }
      widths[widest]--;
    }
  }

  /** How much of the terminal a line leaves free. */
  private int spare() {
    int used = GAP * (widths.length - 1);
    for (int width : widths) {
      used += width;
    }
    return layout.width() - used;
  }

  private boolean isText(int column) {
    return columns.get(column).kind() == Column.Kind.TEXT;
  }

  private void writeLine(String[] cells) throws IOException {
    int spare = layout.terminal() ? Math.max(0, spare()) : Integer.MAX_VALUE;
    line.setLength(0);
    for (int i = 0; i < cells.length; i++) {
      if (i > 0) {
        line.append(" ".repeat(GAP));
      }
      String cell = cells[i];
      int width = DisplayWidth.of(cell);
      if (isText(i) && width > widths[i] && width - widths[i] > spare) {
        cell = DisplayWidth.cut(cell, widths[i] + spare);
        width = DisplayWidth.of(cell);
      }
      spare = Math.max(0, spare - Math.max(0, width - widths[i]));
      String padding = " ".repeat(Math.max(0, widths[i] - width));
      if (columns.get(i).rightAligned()) {
        line.append(padding).append(cell);
      } else {
        line.append(cell).append(i + 1 < cells.length ? padding : "");
      }
    }
    out.raw(line.append('\n').toString());
  }
}
