package orgs.input;

import java.io.IOException;

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
    return line.problem() == null ? line.good(line.text()) : line.bad(line.problem());
  }
}
