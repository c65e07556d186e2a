package orgs.cli;

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
import orgs.cli.command.daemon.DaemonCommand;
import orgs.cli.command.daemon.DaemonStartCommand;
import orgs.cli.command.daemon.DaemonStatusCommand;
import orgs.cli.command.daemon.DaemonStopCommand;
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
import orgs.cli.session.Context;
import orgs.cli.syntax.CommandNames;
import orgs.cli.syntax.Syntax;
import picocli.CommandLine;

/**
 * The table of commands, in the order of the help: a line has the name of a command, its aliases
 * and what creates it. The class of a command is loaded when it is created, and most never are.
 */
final class CommandTable {

  private static final String MEMBERS = "members";
  private static final String DB = "db";
  private static final String DAEMON = "daemon";

  /** The names in the table. */
  static final CommandNames NAMES = names();

  private final String group;
  private final CommandLine parent;
  private final Context context;

  /** The words of the command line, or null if all commands of the group are wanted. */
  private final List<String> words;

  /** The syntax of the next command to be created. */
  private Syntax syntax;

  /** The names that are collected, or null where commands are created. */
  private CommandNames collected;

  private CommandTable(String group, CommandLine parent, Context context, List<String> words) {
    this.group = group;
    this.parent = parent;
    this.context = context;
    this.words = words;
  }

  private void top() {
    if (is("create")) add(new CreateCommand(context, syntax));
    if (is("list", "ls")) add(new ListCommand(context, syntax));
    if (is("show")) add(new ShowCommand(context, syntax));
    if (is("rename", "mv")) add(new RenameCommand(context, syntax));
    if (is("delete", "rm")) add(new DeleteCommand(context, syntax));
    if (is("members")) add(new MembersCommand(syntax));
    if (is("import")) add(new ImportCommand(context, syntax));
    if (is("export")) add(new ExportCommand(context, syntax));
    if (is("diff")) add(new DiffCommand(context, syntax));
    if (is("sync")) add(new SyncCommand(context, syntax));
    if (is("find")) add(new FindCommand(context, syntax));
    if (is("browse")) add(new BrowseCommand(context, syntax));
    if (is("copy")) add(new CopyCommand(context, syntax));
    if (is("merge")) add(new MergeCommand(context, syntax));
    if (is("backup")) add(new BackupCommand(context, syntax));
    if (is("restore")) add(new RestoreCommand(context, syntax));
    if (is("db")) add(new DbCommand(syntax));
    if (is("daemon")) add(new DaemonCommand(syntax));
    if (is("run")) add(new RunCommand(context, syntax, CommandTree::commandLine));
    if (is("shell")) add(new ShellCommand(context, syntax, CommandTree::commandLine));
    if (is("demo")) add(new DemoCommand(context, syntax, CommandTree::commandLine));
    if (is("completion")) add(new CompletionCommand(context, syntax));
    if (is("help")) add(new HelpCommand(syntax));
  }

  private void members() {
    if (is("add")) add(new MembersAddCommand(context, syntax));
    if (is("list", "ls", "filter")) add(new MembersListCommand(context, syntax));
    if (is("count")) add(new MembersCountCommand(context, syntax));
    if (is("remove", "rm")) add(new MembersRemoveCommand(context, syntax));
    if (is("rename")) add(new MembersRenameCommand(context, syntax));
    if (is("move", "mv")) add(new MembersMoveCommand(context, syntax));
    if (is("duplicates")) add(new MembersDuplicatesCommand(context, syntax));
    if (is("import")) add(new MembersImportCommand(context, syntax));
    if (is("export")) add(new MembersExportCommand(context, syntax));
    if (is("diff")) add(new MembersDiffCommand(context, syntax));
    if (is("sync")) add(new MembersSyncCommand(context, syntax));
  }

  private void db() {
    if (is("start")) add(new DbStartCommand(context, syntax));
    if (is("stop")) add(new DbStopCommand(context, syntax));
    if (is("status")) add(new DbStatusCommand(context, syntax));
    if (is("url")) add(new DbUrlCommand(context, syntax));
    if (is("psql")) add(new DbPsqlCommand(context, syntax));
    if (is("migrate")) add(new DbMigrateCommand(context, syntax));
    if (is("distribute")) add(new DbDistributeCommand(context, syntax));
    if (is("reset")) add(new DbResetCommand(context, syntax));
    if (is("drop")) add(new DbDropCommand(context, syntax));
  }

  private void daemon() {
    if (is("start")) add(new DaemonStartCommand(context, syntax));
    if (is("stop")) add(new DaemonStopCommand(context, syntax));
    if (is("status")) add(new DaemonStatusCommand(context, syntax));
  }

  private static CommandNames names() {
    CommandNames names = new CommandNames();
    for (String group : List.of(CommandNames.TOP, MEMBERS, DB, DAEMON)) {
      CommandTable table = new CommandTable(group, null, null, List.of());
      table.collected = names;
      table.walk();
    }
    return names;
  }

  /**
   * Creates the commands that these words can mean: in each group those that are among the words,
   * or all of them if none is, for help and for suggestions.
   */
  static void addTo(CommandLine root, Context context, List<String> words) {
    add(CommandNames.TOP, root, context, words);
    add(MEMBERS, root.getSubcommands().get(MEMBERS), context, words);
    add(DB, root.getSubcommands().get(DB), context, words);
    add(DAEMON, root.getSubcommands().get(DAEMON), context, words);
  }

  private static void add(String group, CommandLine parent, Context context, List<String> words) {
    if (parent != null) {
      boolean all = !NAMES.hasAny(group, words);
      new CommandTable(group, parent, context, all ? null : words).walk();
    }
  }

  private void walk() {
    switch (group) {
      case MEMBERS -> members();
      case DB -> db();
      case DAEMON -> daemon();
      default -> top();
    }
  }

  /** Whether the command on this line is to be created. */
  private boolean is(String name, String... aliases) {
    if (collected != null) {
      collected.add(group, name, aliases);
      return false;
    }
    if (words != null && !NAMES.isNamed(group, name, words)) {
      return false;
    }
    syntax = new Syntax().name(name, aliases);
    return true;
  }

  private void add(Object command) {
    parent.addSubcommand(syntax.commandLine(command));
  }
}
