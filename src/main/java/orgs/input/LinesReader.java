package orgs.input;

import java.io.IOException;
import orgs.input.text.Lines;
import orgs.input.text.TextLine;

/** Every line is one value, as it is. */
final class LinesReader implements RecordReader {

  private final Lines lines;

  LinesReader(Lines lines) {
    this.lines = lines;
  }

  @Override
  public InputRecord next() throws IOException {
    TextLine line = lines.next();
    if (line == null) {
      return null;
    }
    return line.problem() == null
        ? InputRecord.good(line, line.text())
        : InputRecord.bad(line, line.problem());
  }
}
