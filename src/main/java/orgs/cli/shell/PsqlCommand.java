package orgs.cli.shell;

import java.util.Map;
import orgs.cli.syntax.CliException;

/** Translates commands of psql, which begin with a backslash. */
final class PsqlCommand {

  private static final String FILES = "members import and export take files";
  private static final String OUTPUT = "-o FILE writes the rows of a command to a file";
  private static final String FORMAT = "--format of a command says how its rows are printed";
  private static final String CONNECTION =
      "orgs shell takes the connection: -d NAME, -h HOST; orgs db status shows it";
  private static final String SCRIPT = "orgs run FILE runs a script";

  /** Hints for the commands that have no counterpart. */
  private static final Map<String, String> NEAREST =
      Map.ofEntries(
          Map.entry("l", "list shows the organizations; orgs db status shows the database"),
          Map.entry("dn", "orgs db status shows the schema"),
          Map.entry("c", CONNECTION),
          Map.entry("connect", CONNECTION),
          Map.entry("conninfo", CONNECTION),
          Map.entry("i", SCRIPT),
          Map.entry("ir", SCRIPT),
          Map.entry("include", SCRIPT),
          Map.entry("o", OUTPUT),
          Map.entry("out", OUTPUT),
          Map.entry("copy", FILES),
          Map.entry("x", FORMAT),
          Map.entry("a", FORMAT),
          Map.entry("t", FORMAT),
          Map.entry("H", FORMAT),
          Map.entry("pset", FORMAT),
          Map.entry("echo", "echo on shows the SQL; ## begins a heading"));

  private PsqlCommand() {}

  /**
   * Returns the command as it is written here, and a command that isn't psql's unchanged.
   *
   * @throws CliException (USAGE) for one that has no counterpart
   */
  static String translate(String text) {
    if (!text.startsWith("\\")) {
      return text;
    }
    String[] parts = text.substring(1).split("[ \t]+", 2);
    String arguments = parts.length < 2 ? "" : " " + parts[1];
    return switch (parts[0]) {
      case "q", "quit" -> "exit";
      case "?" -> "help";
      case "h", "help" -> "help" + arguments;
      case "d", "d+", "dt", "dt+" -> arguments.isEmpty() ? "list" : "show" + arguments;
      default ->
          throw CliException.usage(
              "no command \\" + parts[0],
              NEAREST.getOrDefault(parts[0].replace("+", ""), "\\? lists the commands")
                  + "; orgs db psql is psql");
    };
  }
}
