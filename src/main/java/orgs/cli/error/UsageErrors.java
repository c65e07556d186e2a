package orgs.cli.error;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import orgs.cli.syntax.CommandNames;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Describes what is wrong with a command line, and what may have been meant. */
final class UsageErrors {

  private static final String DASH_HINT = "put -- before names that begin with -";

  /** The words that begin statements of SQL, and no command of orgs. */
  private static final Set<String> SQL =
      Set.of(
          "select", "insert", "update", "with", "alter", "drop", "truncate", "explain", "vacuum");

  private UsageErrors() {}

  static Problem problem(ParameterException e) {
    CommandLine commandLine = commandLine(e);
    CommandSpec command = commandLine.getCommandSpec();
    // Where something is missing, only a supposed option can be the reason.
    boolean missing = e instanceof MissingParameterException && commandLine == e.getCommandLine();
    Optional<String> unmatched =
        commandLine.getUnmatchedArguments().stream()
            .filter(word -> !missing || word.startsWith("-"))
            .findFirst();
    if (unmatched.isPresent()) {
      return unmatched(command, unmatched.get());
    }
    if (e instanceof UnmatchedArgumentException unknown) {
      // help was given the name of no command.
      return unmatched(command, unknown.getUnmatched().get(0));
    }
    if (isGroup(command) && argument(e) == null) {
      return Problem.usage("no command given", allBelow(command));
    }
    return Problem.usage(
        sentence(withShortName(e.getMessage(), argument(e))),
        missing ? optionHint(argument(e)) : valueHint(e));
  }

  /**
   * The command with the first mistake: picocli names the last, though what is before it may be
   * wrong.
   */
  static CommandLine commandLine(ParameterException e) {
    CommandLine first = e.getCommandLine();
    for (CommandLine before = first; before != null; before = before.getParent()) {
      if (!before.getUnmatchedArguments().isEmpty()) {
        first = before;
      }
    }
    return first;
  }

  private static Problem unmatched(CommandSpec command, String word) {
    if (word.startsWith("-") && word.length() > 1) {
      String name = word.replaceFirst("=.*", "");
      return Problem.usage("no option " + name, suggestedOption(command, name));
    }
    if (!isGroup(command)) {
      return Problem.usage("unexpected argument '" + word + "'", meantInstead(command));
    }
    String path = command.parent() == null ? "" : command.name() + " ";
    return Problem.usage("no command '" + path + word + "'", suggestedCommand(command, word));
  }

  /** Returns a hint to the command that takes such an argument, or null. */
  private static String meantInstead(CommandSpec command) {
    if (command.parent() == null || command.parent().parent() != null) {
      return null;
    }
    return switch (command.name()) {
      case "find" -> "find takes a filter: orgs find --contains TEXT";
      case "diff", "sync" -> didYouMean(List.of("orgs members " + command.name() + " ORG FILE"));
      case "restore" -> "restore takes one file";
      default -> null;
    };
  }

  private static String suggestedOption(CommandSpec command, String name) {
    String synonym = Synonyms.of(name, command);
    List<String> meant =
        synonym == null ? Suggestions.to(name, longOptions(command)) : List.of(synonym);
    if (!meant.isEmpty()) {
      return didYouMean(meant);
    }
    return command.positionalParameters().isEmpty() ? null : DASH_HINT;
  }

  private static String suggestedCommand(CommandSpec command, String word) {
    if (SQL.contains(word.toLowerCase(Locale.ROOT))) {
      return "orgs db psql runs SQL";
    }
    String synonym = Synonyms.of(word, command);
    List<String> meant =
        synonym == null
            ? Suggestions.to(word, CommandNames.harmless(CommandNames.of(command).below(command)))
            : List.of(synonym);
    if (meant.isEmpty()) {
      meant = CommandNames.of(command).inGroups(word);
    }
    return meant.isEmpty() ? allBelow(command) : didYouMean(meant);
  }

  private static String allBelow(CommandSpec command) {
    return "the commands are " + String.join(", ", CommandNames.of(command).below(command));
  }

  static String didYouMean(List<String> meant) {
    return "did you mean " + String.join(" or ", meant) + "?";
  }

  /** Returns the option or parameter that the mistake is about, or null. */
  private static ArgSpec argument(ParameterException e) {
    return e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()
        ? missing.getMissing().get(0)
        : e.getArgSpec();
  }

  /** Shows the option as help does: picocli's messages have only its long name. */
  private static String withShortName(String message, ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? message.replace(
            "'" + option.longestName() + "'", "'" + String.join(", ", option.names()) + "'")
        : message;
  }

  /** Suggests another option that the short name of one without its value may have meant. */
  private static String optionHint(ArgSpec missing) {
    if (missing instanceof OptionSpec option && option.longestName().equals("--to")) {
      // mv may have been meant to rename.
      return "members rename gives another name, members move another organization";
    }
    String meant =
        missing instanceof OptionSpec option
            ? Synonyms.of(option.shortestName(), option.command())
            : null;
    return meant == null ? null : didYouMean(List.of(meant));
  }

  /** Suggests a value that the option takes instead of one that it doesn't. */
  private static String valueHint(ParameterException e) {
    ArgSpec argument = e.getArgSpec();
    if (argument == null || argument.completionCandidates() == null || e.getValue() == null) {
      return null;
    }
    List<String> meant =
        Suggestions.to(
            e.getValue(),
            StreamSupport.stream(argument.completionCandidates().spliterator(), false).toList());
    return meant.isEmpty() ? null : didYouMean(meant);
  }

  /** Whether the command only has others below it. */
  private static boolean isGroup(CommandSpec command) {
    return !command.subcommands().isEmpty();
  }

  static Set<String> longOptions(CommandSpec command) {
    Set<String> names = new LinkedHashSet<>();
    for (OptionSpec option : command.options()) {
      if (!option.hidden()) {
        names.add(option.longestName());
        if (option.negatable()) {
          names.add(option.longestName().replaceFirst("--", "--no-"));
        }
      }
    }
    return names;
  }

  /** Begins a message of picocli's with a small letter, as all others do. */
  private static String sentence(String message) {
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }
}
