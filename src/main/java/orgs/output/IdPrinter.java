package orgs.output;

import java.io.IOException;
import java.util.List;

/** The first id column only, one value a line; a row whose id is null has no line. */
final class IdPrinter extends StreamPrinter {
  private final int id;

  IdPrinter(List<Column> columns, Utf8Out out) {
    super(columns, out);
    id = columns.stream().map(Column::kind).toList().indexOf(Column.Kind.ID);
    if (id < 0) {
      throw new IllegalArgumentException("These rows have no id");
    }
  }

  @Override
  void print(Object[] values) throws IOException {
    Object value = values[id];
    if (value == null) {
      return;
    }
    if (value instanceof String s) {
      out.text(s);
    } else {
      out.plain(value);
    }
    out.ascii('\n');
  }

  @Override
  void print(CopyRow row) throws IOException {
    if (!row.isEscaped(id)) {
      out.bytes(row.bytes(), row.start(id), row.end(id));
      out.ascii('\n');
    }
  }

  @Override
  void end() {}
}
