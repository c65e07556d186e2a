package orgs.cli.syntax;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * How help is laid out: a command's own options in full, those of every command by name, then exit
 * codes and examples.
 */
public final class Usage {

  // What commands say of exit codes, for the codes that many commands have.
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

  private static final String INDENT = "  ";

  private Usage() {}

  /** The help of a command, laid out when it is asked for: most calls never do. */
  public static Help help(CommandSpec command, Help.ColorScheme colors) {
    UsageMessageSpec usage = command.usageMessage();
    boolean root = command.parent() == null;
    // The options that every command takes would drown the synopsis.
    usage.abbreviateSynopsis(true).sortOptions(false).descriptionHeading("%n");
    usage.parameterListHeading("%nArguments:%n").commandListHeading("%nCommands:%n");
    if (!usage.exitCodeList().isEmpty()) {
      usage.exitCodeListHeading(
          root ? "%nExit codes:%n" : "%nExit codes (orgs --help lists the others):%n");
    }
    if (usage.footer().length > 0) {
      usage.footerHeading("%nExamples:%n");
    }
    Map<String, IHelpSectionRenderer> sections = command.commandLine().getHelpSectionMap();
    sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING, help -> "");
    sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, Usage::options);
    return new Help(command, colors);
  }

  /** A command's own options. */
  public static List<OptionSpec> own(List<OptionSpec> options) {
    return options.stream().filter(option -> !option.inherited()).toList();
  }

  private static String options(Help help) {
    List<OptionSpec> all = help.commandSpec().options();
    List<OptionSpec> own = own(all);
    StringBuilder text = new StringBuilder();
    if (!own.isEmpty()) {
      Comparator<OptionSpec> asDeclared = null;
      Help.Layout layout = help.createDefaultLayout(own, List.of(), help.colorScheme());
      text.append("\nOptions:\n")
          .append(
              help.optionListExcludingGroups(
                  own, layout, asDeclared, help.parameterLabelRenderer()));
    }
    if (own.size() < all.size()) {
      text.append("\nOptions of every command (orgs --help explains them):\n")
          .append(names(all, help.commandSpec().usageMessage().width()));
    }
    return text.toString();
  }

  private static String names(List<OptionSpec> options, int width) {
    StringBuilder text = new StringBuilder();
    int column = width;
    for (String name :
        options.stream().filter(ArgSpec::inherited).map(OptionSpec::longestName).toList()) {
      if (column + INDENT.length() + name.length() > width) {
        text.append(text.isEmpty() ? "" : "\n");
        column = 0;
      }
      text.append(INDENT).append(name);
      column += INDENT.length() + name.length();
    }
    return text.append('\n').toString();
  }
}
