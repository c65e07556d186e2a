package orgs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The tree of commands, and how much of it a command line needs: reading the annotations of all
 * commands takes longer than connecting to the database.
 */
final class Commands {

  private static final List<String> TOP =
      List.of(
          "create",
          "list",
          "show",
          "rename",
          "delete",
          "members",
          "import",
          "export",
          "db",
          "run",
          "demo",
          "completion");
  private static final List<String> MEMBERS =
      List.of("add", "list", "filter", "count", "remove", "rename", "import", "export");
  private static final List<String> DB =
      List.of("start", "stop", "status", "migrate", "reset", "drop");

  private Commands() {}

  /**
   * Adds the commands that these arguments can mean: those whose names are among them; or all,
   * where none is, for help and for suggestions.
   */
  static void addNamed(CommandLine root, IFactory factory, List<String> arguments) {
    add(root, TOP, Commands::top, factory, arguments);
    add(root.getSubcommands().get("members"), MEMBERS, Commands::ofMembers, factory, arguments);
    add(root.getSubcommands().get("db"), DB, Commands::ofDb, factory, arguments);
  }

  /** Whether these arguments look like those of a command that works with organizations. */
  static boolean needStore(List<String> arguments) {
    return arguments.stream().anyMatch(TOP::contains)
        && !arguments.contains("db")
        && !arguments.contains("completion")
        && !arguments.contains("--help");
  }

  /** The names of the commands below this one, also of those that this command line can't mean. */
  static List<String> below(CommandSpec command) {
    if (command.parent() == null) {
      return TOP;
    }
    return switch (command.name()) {
      case "members" -> MEMBERS;
      case "db" -> DB;
      default -> List.of();
    };
  }

  /** The commands of this name below another one: {@code add} is {@code members add}. */
  static List<String> elsewhere(String name) {
    List<String> found = new ArrayList<>();
    if (MEMBERS.contains(name)) {
      found.add("members " + name);
    }
    if (DB.contains(name)) {
      found.add("db " + name);
    }
    return found;
  }

  private static void add(
      CommandLine parent,
      List<String> names,
      Function<String, Class<?>> types,
      IFactory factory,
      List<String> arguments) {
    if (parent == null) {
      return;
    }
    boolean all = arguments.stream().noneMatch(names::contains) && !arguments.contains("--version");
    names.stream()
        .filter(name -> all || arguments.contains(name))
        .map(types)
        .distinct()
        .forEach(type -> parent.addSubcommand(new CommandLine(type, factory)));
  }

  // A class is loaded where its name is met, and most of these are met in vain.

  private static Class<?> top(String name) {
    return switch (name) {
      case "create" -> CreateCommand.class;
      case "list" -> ListCommand.class;
      case "show" -> ShowCommand.class;
      case "rename" -> RenameCommand.class;
      case "delete" -> DeleteCommand.class;
      case "members" -> MembersCommand.class;
      case "import" -> ImportCommand.class;
      case "export" -> ExportCommand.class;
      case "db" -> DbCommand.class;
      case "run" -> RunCommand.class;
      case "demo" -> DemoCommand.class;
      case "completion" -> CompletionCommand.class;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Class<?> ofMembers(String name) {
    return switch (name) {
      case "add" -> MembersAddCommand.class;
      case "list", "filter" -> MembersListCommand.class;
      case "count" -> MembersCountCommand.class;
      case "remove" -> MembersRemoveCommand.class;
      case "rename" -> MembersRenameCommand.class;
      case "import" -> MembersImportCommand.class;
      case "export" -> MembersExportCommand.class;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Class<?> ofDb(String name) {
    return switch (name) {
      case "start" -> DbStartCommand.class;
      case "stop" -> DbStopCommand.class;
      case "status" -> DbStatusCommand.class;
      case "migrate" -> DbMigrateCommand.class;
      case "reset" -> DbResetCommand.class;
      case "drop" -> DbDropCommand.class;
      default -> throw new IllegalArgumentException(name);
    };
  }
}
