package orgs.output;

import java.io.IOException;
import java.util.List;

/** A JSON array with an object on each line, or a single object without an array. */
final class JsonPrinter extends StreamPrinter {
  private final JsonObjects objects;
  private final boolean single;
  private boolean begun;
  private boolean hasRow;

  JsonPrinter(List<Column> columns, Utf8Out out, Layout layout) {
    super(columns, out);
    objects = new JsonObjects(columns, out, layout.terminal());
    single = layout.single();
  }

  @Override
  void print(Object[] values) throws IOException {
    begin();
    objects.write(values);
    hasRow = true;
  }

  @Override
  void print(CopyRow row) throws IOException {
    begin();
    objects.write(row);
    hasRow = true;
  }

  private void begin() throws IOException {
    if (single && begun) {
      throw new IllegalStateException("A second row where one object was promised");
    }
    if (!single) {
      out.raw(begun ? ",\n" : "[\n");
    }
    begun = true;
  }

  @Override
  void end() throws IOException {
    if (single) {
      out.raw(begun ? "\n" : "");
    } else {
      out.raw(begun ? "\n]\n" : "[]\n");
    }
  }

  @Override
  void cutOff() throws IOException {
    out.raw(hasRow ? "\n" : "");
  }
}
