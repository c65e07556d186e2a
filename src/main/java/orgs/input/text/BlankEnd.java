package orgs.input.text;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Leaves out the blank lines at the end of a file; other blank lines are records. */
public final class BlankEnd implements Lines {

  /** How many blank lines are kept in memory, at most, until another line or the end follows. */
  private static final int MOST = 100_000;

  private final Lines lines;
  private final Deque<TextLine> kept = new ArrayDeque<>();

  public BlankEnd(Lines lines) {
    this.lines = lines;
  }

  @Override
  public TextLine next() throws IOException {
    if (!kept.isEmpty()) {
      return kept.poll();
    }
    TextLine line = lines.next();
    while (line != null && line.isBlank() && kept.size() < MOST) {
      kept.add(line);
      line = lines.next();
    }
    if (line == null) {
      kept.clear();
    } else if (!kept.isEmpty()) {
      kept.add(line);
      return kept.poll();
    }
    return line;
  }
}
