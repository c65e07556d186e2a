package orgs.testing;

import java.util.List;

/** What a command left behind: its exit code and what it wrote. */
public record Result(int exit, String out, String err) {

  /** Success with these rows and nothing to say. */
  public static Result ok(String out) {
    return new Result(0, out, "");
  }

  /** The rows of TSV output, still escaped. */
  public List<String> lines() {
    return out.lines().toList();
  }
}
