package orgs.input.text;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Leaves out blank lines at the end of a file; others are records, and mostly bad ones. */
public final class BlankEnd implements Lines {

  /** So many are kept in memory until a line follows that isn't blank, or none. */
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
