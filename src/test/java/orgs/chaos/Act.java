package orgs.chaos;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A command, and what it should do.
 *
 * @param words of its command line; {@code {file}} stands for the file
 * @param file the names in it, or null where it reads none
 * @param effect changes the model, and tells what the command should say
 */
record Act(List<String> words, List<String> file, Effect effect) {

  static final String FILE = "{file}";

  /**
   * What a command should say.
   *
   * @param exit its exit code
   * @param other another exit code that is as true: of two mistakes either may be told
   * @param rows what it prints, without ids; null where that isn't compared
   * @param ordered whether they have to come in this order
   */
  record Outcome(int exit, int other, List<List<String>> rows, boolean ordered) {

    static Outcome failure(int exit) {
      return new Outcome(exit, exit, List.of(), true);
    }

    /** The same, where what else may be wrong would be told by another code. */
    Outcome or(int code) {
      return new Outcome(exit, code, rows, ordered);
    }

    boolean allows(int code) {
      return code == exit || code == other;
    }

    static Outcome done() {
      return new Outcome(0, 0, null, true);
    }

    static Outcome rows(List<List<String>> rows) {
      return new Outcome(0, 0, rows, true);
    }

    static Outcome rowsInAnyOrder(List<List<String>> rows) {
      return new Outcome(0, 0, rows, false);
    }
  }

  /** Changes the model where the command succeeds, and leaves it alone where it fails. */
  @FunctionalInterface
  interface Effect {
    Outcome on(Model model);
  }

  /** As a line of a script, or of a shell. */
  String line(String path) {
    return words.stream()
        .map(word -> "'" + word.replace(FILE, path).replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }
}
