package orgs.cli.shell;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import orgs.cli.script.ShellWords;
import orgs.input.FileType;
import orgs.input.InputRecord;
import orgs.input.RecordReader;
import orgs.input.RecordReaders;
import orgs.input.text.InputFile;

/** Commands from a pipe or a file, by lines. */
public final class PipedCommands implements CommandSource {

  private final InputStream in;
  private RecordReader lines;

  /** Commands of the line that was read last. */
  private final Deque<Entry> pending = new ArrayDeque<>();

  public PipedCommands(InputStream in) {
    this.in = in;
  }

  @Override
  public Entry next(TransactionState transaction) throws IOException {
    if (lines == null) {
      lines = RecordReaders.ofLines(FileType.text(InputFile.of(in).content(), null).content());
    }
    while (pending.isEmpty()) {
      InputRecord line = lines.next();
      if (line == null) {
        return null;
      }
      read(line);
    }
    return pending.remove();
  }

  /** Reads the rest of what begins in this line. */
  private void read(InputRecord first) throws IOException {
    StringBuilder text = new StringBuilder();
    for (InputRecord line = first; line != null; line = lines.next()) {
      if (line.problem() != null) {
        pending.add(new Entry(line.line(), null, "the line " + line.problem()));
        return;
      }
      text.append(line == first ? "" : "\n").append(line.values()[0]);
      if (ShellWords.open(text.toString()).isEmpty()) {
        break;
      }
    }
    ShellWords.commands(text.toString())
        .forEach(command -> pending.add(new Entry(first.line(), command, null)));
  }
}
