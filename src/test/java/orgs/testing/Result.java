package orgs.testing;

import java.util.List;

/** What a command left behind: its exit code and what it wrote. */
public record Result(int exit, String out, String err) {

  /** The rows of TSV output, still escaped. */
  public List<String> lines() {
    return out.lines().toList();
  }
}
