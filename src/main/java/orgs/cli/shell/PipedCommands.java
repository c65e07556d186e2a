package orgs.cli.shell;

import java.io.IOException;
import java.io.InputStream;
import orgs.cli.script.ShellWords;
import orgs.input.FileType;
import orgs.input.InputFile;
import orgs.input.InputRecord;
import orgs.input.RecordReader;
import orgs.input.RecordReaders;

/** Commands from a pipe or a file, by lines. */
public final class PipedCommands implements CommandSource {

  private final InputStream in;
  private RecordReader lines;

  public PipedCommands(InputStream in) {
    this.in = in;
  }

  @Override
  public Entry next(TransactionState transaction) throws IOException {
    if (lines == null) {
      lines = RecordReaders.ofLines(FileType.text(InputFile.of(in).content(), null).content());
    }
    InputRecord line = lines.next();
    if (line == null) {
      return null;
    }
    long first = line.line();
    StringBuilder text = new StringBuilder();
    while (line != null) {
      if (line.problem() != null) {
        return new Entry(line.line(), null, "the line " + line.problem());
      }
      text.append(line.values()[0]);
      if (ShellWords.open(text.toString()).isEmpty()) {
        break;
      }
      line = lines.next();
      text.append(line == null ? "" : "\n");
    }
    return new Entry(first, text.toString().strip(), null);
  }
}
