package orgs.output;

import java.io.IOException;
import java.util.List;

/** A JSON object on each line. */
final class JsonLinesPrinter extends StreamPrinter {
  private final JsonObjects objects;

  JsonLinesPrinter(List<Column> columns, Utf8Out out, Layout layout) {
    super(columns, out);
    objects = new JsonObjects(columns, out, layout.terminal());
  }

  @Override
  void print(Object[] values) throws IOException {
    objects.write(values);
    out.ascii('\n');
  }

  @Override
  void print(CopyRow row) throws IOException {
    objects.write(row);
    out.ascii('\n');
  }

  @Override
  void end() {}
}
