package orgs.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The tree of commands, and how much of it a command line needs: most are created for help and
 * suggestions only.
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
  static void addNamed(CommandLine root, Context context, List<String> arguments) {
    add(root, TOP, context, arguments);
    add(root.getSubcommands().get("members"), MEMBERS, context, arguments);
    add(root.getSubcommands().get("db"), DB, context, arguments);
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
      CommandLine parent, List<String> names, Context context, List<String> arguments) {
    if (parent == null) {
      return;
    }
    boolean all = arguments.stream().noneMatch(names::contains);
    for (String name : names) {
      boolean known = parent.getSubcommands().containsKey(name);
      if (!known && (all || arguments.contains(name))) {
        Syntax syntax = new Syntax();
        Object command = create(parent.getCommandName(), name, context, syntax);
        parent.addSubcommand(syntax.commandLine(command));
      }
    }
  }

  // A class is loaded when a command of it is created, and most of these never are.

  private static Object create(String parent, String name, Context context, Syntax syntax) {
    return switch (parent) {
      case "members" -> ofMembers(name, context, syntax);
      case "db" -> ofDb(name, context, syntax);
      default -> top(name, context, syntax);
    };
  }

  private static Object top(String name, Context context, Syntax syntax) {
    return switch (name) {
      case "create" -> new CreateCommand(context, syntax);
      case "list" -> new ListCommand(context, syntax);
      case "show" -> new ShowCommand(context, syntax);
      case "rename" -> new RenameCommand(context, syntax);
      case "delete" -> new DeleteCommand(context, syntax);
      case "members" -> new MembersCommand(syntax);
      case "import" -> new ImportCommand(context, syntax);
      case "export" -> new ExportCommand(context, syntax);
      case "db" -> new DbCommand(syntax);
      case "run" -> new RunCommand(context, syntax);
      case "demo" -> new DemoCommand(context, syntax);
      case "completion" -> new CompletionCommand(context, syntax);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Object ofMembers(String name, Context context, Syntax syntax) {
    return switch (name) {
      case "add" -> new MembersAddCommand(context, syntax);
      case "list", "filter" -> new MembersListCommand(context, syntax);
      case "count" -> new MembersCountCommand(context, syntax);
      case "remove" -> new MembersRemoveCommand(context, syntax);
      case "rename" -> new MembersRenameCommand(context, syntax);
      case "import" -> new MembersImportCommand(context, syntax);
      case "export" -> new MembersExportCommand(context, syntax);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Object ofDb(String name, Context context, Syntax syntax) {
    return switch (name) {
      case "start" -> new DbStartCommand(context, syntax);
      case "stop" -> new DbStopCommand(context, syntax);
      case "status" -> new DbStatusCommand(context, syntax);
      case "migrate" -> new DbMigrateCommand(context, syntax);
      case "reset" -> new DbResetCommand(context, syntax);
      case "drop" -> new DbDropCommand(context, syntax);
      default -> throw new IllegalArgumentException(name);
    };
  }
}
