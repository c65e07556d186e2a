package orgs.cli.error;

import java.util.Map;
import orgs.cli.syntax.CommandNames;
import picocli.CommandLine.Model.CommandSpec;

/** The names that other programs have for an option or a command of orgs. */
final class Synonyms {

  private static final Map<String, String> OURS =
      Map.ofEntries(
          Map.entry("-V", "--version"),
          Map.entry("-v", "--version"),
          Map.entry("version", "--version"),
          Map.entry("-h", "--help"),
          Map.entry("help", "--help"),
          Map.entry("-n", "--limit"),
          Map.entry("--json", "--format json"),
          Map.entry("--jsonl", "--format jsonl"),
          Map.entry("--csv", "--format csv"),
          Map.entry("--tsv", "--format tsv"),
          Map.entry("--filter", "--like"),
          Map.entry("ls", "list"));

  private Synonyms() {}

  /**
   * Returns the name for this word in this command, otherwise in the nearest one above that has it,
   * otherwise null.
   */
  static String of(String word, CommandSpec command) {
    String ours = OURS.get(word);
    if (ours == null) {
      return null;
    }
    String name = ours.split(" ")[0];
    for (CommandSpec at = command; at != null; at = at.parent()) {
      if (UsageErrors.longOptions(at).contains(name)
          || CommandNames.of(at).below(at).contains(name)) {
        return at == command ? ours : at.qualifiedName() + " " + ours;
      }
    }
    return null;
  }
}
