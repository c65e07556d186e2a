package orgs.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The tree of commands, and how much of it a command line needs: reading the annotations of all
 * commands takes longer than connecting to the database.
 */
final class Commands {

  private static final Map<String, Class<?>> TOP = new LinkedHashMap<>();
  private static final Map<String, Class<?>> MEMBERS = new LinkedHashMap<>();
  private static final Map<String, Class<?>> DB = new LinkedHashMap<>();

  static {
    TOP.put("create", CreateCommand.class);
    TOP.put("list", ListCommand.class);
    TOP.put("show", ShowCommand.class);
    TOP.put("rename", RenameCommand.class);
    TOP.put("delete", DeleteCommand.class);
    TOP.put("members", MembersCommand.class);
    TOP.put("import", ImportCommand.class);
    TOP.put("export", ExportCommand.class);
    TOP.put("db", DbCommand.class);
    TOP.put("run", RunCommand.class);
    TOP.put("demo", DemoCommand.class);
    TOP.put("completion", CompletionCommand.class);

    MEMBERS.put("add", MembersAddCommand.class);
    MEMBERS.put("list", MembersListCommand.class);
    MEMBERS.put("filter", MembersListCommand.class);
    MEMBERS.put("count", MembersCountCommand.class);
    MEMBERS.put("remove", MembersRemoveCommand.class);
    MEMBERS.put("rename", MembersRenameCommand.class);
    MEMBERS.put("import", MembersImportCommand.class);
    MEMBERS.put("export", MembersExportCommand.class);

    DB.put("start", DbStartCommand.class);
    DB.put("stop", DbStopCommand.class);
    DB.put("status", DbStatusCommand.class);
    DB.put("migrate", DbMigrateCommand.class);
    DB.put("reset", DbResetCommand.class);
    DB.put("drop", DbDropCommand.class);
  }

  private Commands() {}

  /**
   * Adds the commands that these arguments can mean: those whose names are among them; or all,
   * where none is, for help and for suggestions.
   */
  static void addNamed(CommandLine root, IFactory factory, List<String> arguments) {
    add(root, TOP, factory, arguments);
    add(root.getSubcommands().get("members"), MEMBERS, factory, arguments);
    add(root.getSubcommands().get("db"), DB, factory, arguments);
  }

  /** Whether these arguments look like those of a command that works with organizations. */
  static boolean needStore(List<String> arguments) {
    return arguments.stream().anyMatch(TOP::containsKey)
        && !arguments.contains("db")
        && !arguments.contains("completion")
        && !arguments.contains("--help");
  }

  /** The names of the commands below this one, also of those that this command line can't mean. */
  static Set<String> below(CommandSpec command) {
    if (command.parent() == null) {
      return TOP.keySet();
    }
    return switch (command.name()) {
      case "members" -> MEMBERS.keySet();
      case "db" -> DB.keySet();
      default -> Set.of();
    };
  }

  /** The commands of this name below another one: {@code add} is {@code members add}. */
  static List<String> elsewhere(String name) {
    List<String> found = new ArrayList<>();
    if (MEMBERS.containsKey(name)) {
      found.add("members " + name);
    }
    if (DB.containsKey(name)) {
      found.add("db " + name);
    }
    return found;
  }

  private static void add(
      CommandLine parent,
      Map<String, Class<?>> commands,
      IFactory factory,
      List<String> arguments) {
    if (parent == null) {
      return;
    }
    boolean all =
        arguments.stream().noneMatch(commands::containsKey) && !arguments.contains("--version");
    commands.entrySet().stream()
        .filter(command -> all || arguments.contains(command.getKey()))
        .map(Map.Entry::getValue)
        .distinct()
        .forEach(type -> parent.addSubcommand(new CommandLine(type, factory)));
  }
}
