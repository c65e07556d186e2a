package orgs.cli.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** The names of all commands, in the order of the help; known without creating a command. */
public final class CommandNames {

  public static final List<String> TOP =
      List.of(
          "create",
          "list",
          "show",
          "rename",
          "delete",
          "members",
          "import",
          "export",
          "diff",
          "sync",
          "find",
          "browse",
          "copy",
          "merge",
          "backup",
          "restore",
          "db",
          "run",
          "shell",
          "demo",
          "completion",
          "help");
  public static final List<String> MEMBERS =
      List.of(
          "add",
          "list",
          "count",
          "remove",
          "rename",
          "move",
          "duplicates",
          "import",
          "export",
          "diff",
          "sync");
  public static final List<String> DB =
      List.of("start", "stop", "status", "url", "psql", "migrate", "distribute", "reset", "drop");

  /** Shorter or older names of commands at the top, and theirs. */
  private static final Map<String, String> TOP_ALIASES =
      Map.of("ls", "list", "mv", "rename", "rm", "delete");

  private static final Map<String, String> MEMBERS_ALIASES =
      Map.of("filter", "list", "ls", "list", "mv", "move", "rm", "remove");

  /** What can't be undone, or stops what others use: nobody should do that by a wrong guess. */
  private static final Set<String> DESTRUCTIVE =
      Set.of("delete", "remove", "rm", "merge", "sync", "reset", "drop", "stop", "rollback");

  private CommandNames() {}

  /** Those of these commands that may be suggested. */
  public static List<String> harmless(List<String> names) {
    return names.stream().filter(name -> !DESTRUCTIVE.contains(name)).toList();
  }

  /** Whether these arguments look like those of a command that works with organizations. */
  public static boolean needStore(List<String> arguments) {
    return arguments.stream().anyMatch(word -> TOP.contains(word) || TOP_ALIASES.containsKey(word))
        && !arguments.contains("db")
        && !arguments.contains("completion")
        && !arguments.contains("--help")
        && !arguments.contains("-?")
        && !arguments.get(0).equals("help");
  }

  /** What a word stands for among the commands below this one, as far as it is an alias. */
  public static String unaliased(String word, String parent) {
    return aliases(parent).getOrDefault(word, word);
  }

  private static Map<String, String> aliases(String parent) {
    return switch (parent) {
      case "members" -> MEMBERS_ALIASES;
      case "db" -> Map.of();
      default -> TOP_ALIASES;
    };
  }

  /** The names of the commands below this one, also of those that this command line can't mean. */
  public static List<String> below(CommandSpec command) {
    if (command.parent() == null) {
      // The shell has some of its own.
      return Stream.concat(TOP.stream(), command.subcommands().keySet().stream())
          .distinct()
          .toList();
    }
    return switch (command.name()) {
      case "members" -> MEMBERS;
      case "db" -> DB;
      default -> List.of();
    };
  }

  /** The harmless commands of this name below another one: {@code add} is {@code members add}. */
  public static List<String> elsewhere(String name) {
    List<String> found = new ArrayList<>();
    if (DESTRUCTIVE.contains(name)) {
      return found;
    }
    if (MEMBERS.contains(name) || MEMBERS_ALIASES.containsKey(name)) {
      found.add("members " + name);
    }
    if (DB.contains(name)) {
      found.add("db " + name);
    }
    return found;
  }
}
