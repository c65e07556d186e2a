package orgs.cli;

import java.io.PrintWriter;
import java.util.List;
import orgs.cli.command.BackupCommand;
import orgs.cli.command.BrowseCommand;
import orgs.cli.command.CompletionCommand;
import orgs.cli.command.CopyCommand;
import orgs.cli.command.CreateCommand;
import orgs.cli.command.DeleteCommand;
import orgs.cli.command.DemoCommand;
import orgs.cli.command.DiffCommand;
import orgs.cli.command.ExportCommand;
import orgs.cli.command.FindCommand;
import orgs.cli.command.HelpCommand;
import orgs.cli.command.ImportCommand;
import orgs.cli.command.ListCommand;
import orgs.cli.command.MergeCommand;
import orgs.cli.command.RenameCommand;
import orgs.cli.command.RestoreCommand;
import orgs.cli.command.RunCommand;
import orgs.cli.command.ShellCommand;
import orgs.cli.command.ShowCommand;
import orgs.cli.command.SyncCommand;
import orgs.cli.command.db.DbCommand;
import orgs.cli.command.db.DbDistributeCommand;
import orgs.cli.command.db.DbDropCommand;
import orgs.cli.command.db.DbMigrateCommand;
import orgs.cli.command.db.DbPsqlCommand;
import orgs.cli.command.db.DbResetCommand;
import orgs.cli.command.db.DbStartCommand;
import orgs.cli.command.db.DbStatusCommand;
import orgs.cli.command.db.DbStopCommand;
import orgs.cli.command.db.DbUrlCommand;
import orgs.cli.command.members.MembersAddCommand;
import orgs.cli.command.members.MembersCommand;
import orgs.cli.command.members.MembersCountCommand;
import orgs.cli.command.members.MembersDiffCommand;
import orgs.cli.command.members.MembersDuplicatesCommand;
import orgs.cli.command.members.MembersExportCommand;
import orgs.cli.command.members.MembersImportCommand;
import orgs.cli.command.members.MembersListCommand;
import orgs.cli.command.members.MembersMoveCommand;
import orgs.cli.command.members.MembersRemoveCommand;
import orgs.cli.command.members.MembersRenameCommand;
import orgs.cli.command.members.MembersSyncCommand;
import orgs.cli.error.Errors;
import orgs.cli.session.Context;
import orgs.cli.session.TextOutput;
import orgs.cli.syntax.CommandNames;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import picocli.CommandLine;

/**
 * The tree of commands, and how much of it a command line needs: most are created for help and
 * suggestions only.
 */
final class CommandTree {

  private CommandTree() {}

  /** With all commands. */
  static CommandLine commandLine(Context context, Errors errors) {
    return commandLine(context, errors, List.of());
  }

  /** With the commands that these arguments can mean. */
  static CommandLine commandLine(Context context, Errors errors, List<String> arguments) {
    Syntax syntax = context.root();
    CommandLine root = syntax.commandLine(new RootCommand(syntax));
    addNamed(root, context, arguments);
    // Settings reach the commands that are there, so they come last.
    return root
        // A name may begin with @, which would mean a file of arguments.
        .setExpandAtFiles(false)
        .setInterpolateVariables(false)
        .setOut(TextOutput.to(context.console().out()))
        .setErr(new PrintWriter(context.console().err(), true))
        .setUsageHelpWidth(Math.max(55, Math.min(context.console().width(), 120)))
        .setAbbreviatedSubcommandsAllowed(false)
        .setHelpFactory((spec, colors) -> Usage.help(spec, colors, context.console().width()))
        .setExecutionStrategy(new FileArguments(context, new Replay(context)))
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }

  /**
   * Adds the commands that these arguments can mean: those whose names are among them; or all,
   * where none is, for help and for suggestions.
   */
  private static void addNamed(CommandLine root, Context context, List<String> arguments) {
    // Help may be wanted of any command.
    List<String> words = arguments.contains("help") ? List.of() : arguments;
    add(root, CommandNames.TOP, context, words);
    add(root.getSubcommands().get("members"), CommandNames.MEMBERS, context, words);
    add(root.getSubcommands().get("db"), CommandNames.DB, context, words);
  }

  private static void add(
      CommandLine parent, List<String> names, Context context, List<String> arguments) {
    if (parent == null) {
      return;
    }
    String group = parent.getCommandName();
    List<String> words =
        arguments.stream().map(word -> CommandNames.unaliased(word, group)).toList();
    boolean all = words.stream().noneMatch(names::contains);
    for (String name : names) {
      if (all || words.contains(name)) {
        Syntax syntax = new Syntax();
        Object command = create(group, name, context, syntax);
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
      case "diff" -> new DiffCommand(context, syntax);
      case "sync" -> new SyncCommand(context, syntax);
      case "find" -> new FindCommand(context, syntax);
      case "browse" -> new BrowseCommand(context, syntax);
      case "copy" -> new CopyCommand(context, syntax);
      case "merge" -> new MergeCommand(context, syntax);
      case "backup" -> new BackupCommand(context, syntax);
      case "restore" -> new RestoreCommand(context, syntax);
      case "db" -> new DbCommand(syntax);
      case "run" -> new RunCommand(context, syntax, CommandTree::commandLine);
      case "shell" -> new ShellCommand(context, syntax, CommandTree::commandLine);
      case "demo" -> new DemoCommand(context, syntax, CommandTree::commandLine);
      case "completion" -> new CompletionCommand(context, syntax);
      case "help" -> new HelpCommand(syntax);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Object ofMembers(String name, Context context, Syntax syntax) {
    return switch (name) {
      case "add" -> new MembersAddCommand(context, syntax);
      case "list" -> new MembersListCommand(context, syntax);
      case "count" -> new MembersCountCommand(context, syntax);
      case "remove" -> new MembersRemoveCommand(context, syntax);
      case "rename" -> new MembersRenameCommand(context, syntax);
      case "move" -> new MembersMoveCommand(context, syntax);
      case "duplicates" -> new MembersDuplicatesCommand(context, syntax);
      case "import" -> new MembersImportCommand(context, syntax);
      case "export" -> new MembersExportCommand(context, syntax);
      case "diff" -> new MembersDiffCommand(context, syntax);
      case "sync" -> new MembersSyncCommand(context, syntax);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Object ofDb(String name, Context context, Syntax syntax) {
    return switch (name) {
      case "start" -> new DbStartCommand(context, syntax);
      case "stop" -> new DbStopCommand(context, syntax);
      case "status" -> new DbStatusCommand(context, syntax);
      case "url" -> new DbUrlCommand(context, syntax);
      case "psql" -> new DbPsqlCommand(context, syntax);
      case "migrate" -> new DbMigrateCommand(context, syntax);
      case "distribute" -> new DbDistributeCommand(context, syntax);
      case "reset" -> new DbResetCommand(context, syntax);
      case "drop" -> new DbDropCommand(context, syntax);
      default -> throw new IllegalArgumentException(name);
    };
  }
}
