package orgs.cli.syntax;

import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The parts of help that all commands share. */
public final class Usage {

  // The exit codes that several commands have.
  public static final String BAD_LINE = "1:There was a bad line; nothing was imported.";
  public static final String SOME_REJECTED = "5:Imported, except for the bad lines in --rejects.";
  public static final String NO_ORGANIZATION = "3:There is no such organization.";
  public static final String NO_ORGANIZATION_OR_MEMBER =
      "3:There is no such organization or member.";
  public static final String BAD_ROW = "1:There was a bad line; nothing was changed.";
  public static final String DIFFERENT = "10:There are differences.";
  public static final String TOO_MANY_REMOVALS =
      "6:Too many removals, or neither confirmed nor called with --yes.";
  public static final String NAME_TAKEN = "4:The name is taken.";
  public static final String NOT_CONFIRMED = "6:Neither confirmed nor called with --yes.";

  private Usage() {}

  /**
   * The help of a command, laid out when it is asked for: most calls never do.
   *
   * @param width of the terminal
   */
  public static Help help(CommandSpec command, Help.ColorScheme colors, int width) {
    UsageMessageSpec usage = command.usageMessage();
    boolean root = command.parent() == null;
    // The options that every command takes would drown the synopsis.
    usage.abbreviateSynopsis(true).descriptionHeading("%n");
    usage.parameterListHeading("%nArguments:%n").commandListHeading("%nCommands:%n");
    if (!usage.exitCodeList().isEmpty()) {
      usage.exitCodeListHeading(
          root ? "%nExit codes:%n" : "%nExit codes (orgs --help lists the others):%n");
    }
    if (usage.footer().length > 0) {
      usage.footerHeading("%nExamples:%n");
    }
    new HelpLayout(width, colors.ansi().enabled())
        .putInto(command.commandLine().getHelpSectionMap());
    return new Help(command, Help.defaultColorScheme(Help.Ansi.OFF));
  }

  /** A command's own options. */
  public static List<OptionSpec> own(List<OptionSpec> options) {
    return options.stream().filter(option -> !option.inherited()).toList();
  }
}
