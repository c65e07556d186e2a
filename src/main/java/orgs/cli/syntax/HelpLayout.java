package orgs.cli.syntax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Lays out help: a command's own options in full, those of every command by name, then exit codes
 * and examples. An explanation is beside its term, on a narrow terminal below it. No word is
 * broken, whatever the width; picocli's own columns break them, and need 55 columns.
 */
final class HelpLayout {

  /** The least width that has room for two columns. */
  private static final int TWO_COLUMNS = 66;

  /** The longest line: longer ones are hard to read. */
  private static final int WIDEST = 120;

  /** The longest term that shares its line with the explanation. */
  private static final int LONGEST_TERM = 28;

  /** Words as short as these have room for their explanations beside them on any terminal. */
  private static final int SHORT_TERM = 4;

  private static final String SYNOPSIS = "Usage: ";
  private static final String TERM = "  ";
  private static final String BELOW_TERM = "      ";
  private static final String NO_SHORT_NAME = "    ";
  private static final String GAP = "   ";

  /** A line of a table: a term, spaces, its explanation. */
  private static final Pattern ROW = Pattern.compile(" *(\\S.*?) {2,}(\\S.*)");

  private final int width;
  private final boolean bold;

  HelpLayout(int width, boolean bold) {
    this.width = Math.min(width, WIDEST);
    this.bold = bold;
  }

  /** Replaces all sections that have columns or long lines. */
  void putInto(Map<String, IHelpSectionRenderer> sections) {
    sections.put(UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING, help -> "");
    sections.put(
        UsageMessageSpec.SECTION_KEY_SYNOPSIS,
        help -> wrapped(SYNOPSIS + help.synopsis(0), "", " ".repeat(SYNOPSIS.length())));
    sections.put(
        UsageMessageSpec.SECTION_KEY_DESCRIPTION,
        help -> wrapped("", help.commandSpec().usageMessage().description()));
    sections.put(UsageMessageSpec.SECTION_KEY_PARAMETER_LIST, this::parameters);
    sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING, help -> "");
    sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, this::options);
    sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, this::commands);
    sections.put(
        UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST_HEADING,
        help -> heading(help.commandSpec().usageMessage().exitCodeListHeading()));
    sections.put(
        UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST,
        help -> table(help.commandSpec().usageMessage().exitCodeList()));
    sections.put(UsageMessageSpec.SECTION_KEY_FOOTER, this::footer);
  }

  private String heading(String text) {
    return text == null || text.isEmpty() ? "" : "\n" + wrapped(text.replace("%n", ""), "", TERM);
  }

  private String parameters(Help help) {
    Map<String, String> rows = new LinkedHashMap<>();
    for (PositionalParamSpec parameter : help.commandSpec().positionalParameters()) {
      rows.put(label(help, parameter), String.join(" ", parameter.description()));
    }
    return table(rows);
  }

  private String options(Help help) {
    List<OptionSpec> all = help.commandSpec().options();
    List<OptionSpec> own = Usage.own(all);
    Map<String, String> rows = new LinkedHashMap<>();
    for (OptionSpec option : own) {
      boolean indented = hasTwoColumns() && option.shortestName().startsWith("--");
      rows.put(
          (indented ? NO_SHORT_NAME : "") + names(option) + label(help, option),
          String.join(" ", option.description()));
    }
    StringBuilder text = new StringBuilder(own.isEmpty() ? "" : "\nOptions:\n" + table(rows));
    if (own.size() < all.size()) {
      text.append(heading("Options of every command (orgs --help explains them):"))
          .append(inheritedNames(all));
    }
    return text.toString();
  }

  private static String names(OptionSpec option) {
    String names = String.join(", ", option.names());
    return option.negatable() ? names.replaceFirst("--", "--[no-]") : names;
  }

  private static String label(Help help, ArgSpec argument) {
    return help.parameterLabelRenderer()
        .renderParameterLabel(argument, Help.Ansi.OFF, List.of())
        .toString();
  }

  /** Lists names, as many in a line as there is room for. */
  private String inheritedNames(List<OptionSpec> options) {
    StringBuilder text = new StringBuilder();
    int column = width;
    for (String name :
        options.stream().filter(ArgSpec::inherited).map(HelpLayout::names).toList()) {
      if (column + TERM.length() + name.length() > width) {
        text.append(text.isEmpty() ? "" : "\n");
        column = 0;
      }
      text.append(TERM).append(name);
      column += TERM.length() + name.length();
    }
    return text.append('\n').toString();
  }

  private String commands(Help help) {
    Map<String, String> rows = new LinkedHashMap<>();
    for (CommandLine command : new LinkedHashSet<>(help.commandSpec().subcommands().values())) {
      CommandSpec spec = command.getCommandSpec();
      List<String> names = new ArrayList<>(List.of(spec.name()));
      names.addAll(Arrays.asList(spec.aliases()));
      rows.put(String.join(", ", names), spec.usageMessage().description()[0]);
    }
    return table(rows);
  }

  /** Lays out examples as they are typed, and tables. */
  private String footer(Help help) {
    StringBuilder text = new StringBuilder();
    Map<String, String> rows = new LinkedHashMap<>();
    for (String line : help.commandSpec().usageMessage().footer()) {
      String plain = line.replace("%%", "%");
      Matcher row = ROW.matcher(plain);
      if (row.matches()) {
        rows.put(row.group(1), row.group(2));
      } else if (plain.isBlank()) {
        text.append('\n');
      } else {
        text.append(wrapped(plain, plain.startsWith(" ") ? TERM : "", BELOW_TERM));
      }
    }
    return text.append(table(rows)).toString();
  }

  private boolean hasTwoColumns() {
    return width >= TWO_COLUMNS;
  }

  private String table(Map<String, String> rows) {
    int longest = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
    boolean beside = hasTwoColumns() || longest <= SHORT_TERM;
    String indent =
        beside
            ? " ".repeat(TERM.length() + Math.min(longest, LONGEST_TERM) + GAP.length())
            : BELOW_TERM;
    StringBuilder text = new StringBuilder();
    rows.forEach(
        (term, explanation) -> {
          String explained = wrapped(explanation, indent, indent);
          int room = indent.length() - TERM.length() - term.length();
          if (beside && room > 0) {
            text.append(TERM).append(bold(term)).append(" ".repeat(room));
            text.append(explained, indent.length(), explained.length());
          } else {
            text.append(bold(wrapped(term, TERM, BELOW_TERM))).append(explained);
          }
        });
    return text.toString();
  }

  private String bold(String term) {
    return bold ? "\u001b[1m" + term + "\u001b[0m" : term;
  }

  private String wrapped(String indent, String[] paragraphs) {
    StringBuilder all = new StringBuilder();
    for (String paragraph : paragraphs) {
      all.append(wrapped(paragraph, indent, indent));
    }
    return all.toString();
  }

  /** Breaks lines between words; a word that is wider than the terminal has a line of its own. */
  private String wrapped(String text, String first, String others) {
    StringBuilder all = new StringBuilder();
    StringBuilder line = new StringBuilder(first);
    boolean empty = true;
    for (String word : text.strip().split("\\s+")) {
      if (!empty && line.length() + 1 + word.length() > width) {
        all.append(line).append('\n');
        line = new StringBuilder(others);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    return all.append(line).append('\n').toString();
  }
}
