package orgs.cli.error;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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

/** Says what is wrong with a command line, and what may have been meant. */
final class UsageErrors {

  private static final String DASH_HINT = "put -- before names that begin with -";

  private UsageErrors() {}

  static Problem problem(ParameterException e) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    if (e instanceof UnmatchedArgumentException || e instanceof MissingParameterException) {
      Problem unmatched =
          firstUnmatched(e.getCommandLine(), e instanceof MissingParameterException);
      return unmatched == null ? Problem.usage(sentence(e.getMessage()), null) : unmatched;
    }
    if (isGroup(command) && e.getArgSpec() == null) {
      return Problem.usage(
          "which command?", "there are " + String.join(", ", CommandNames.below(command)));
    }
    return Problem.usage(sentence(e.getMessage()), valueHint(e));
  }

  /**
   * The first word that stands for nothing: picocli tells of those of the last command, where the
   * first mistake may be in what should have been one.
   *
   * @param missing something is missing, so that only a supposed option can be the reason
   */
  private static Problem firstUnmatched(CommandLine last, boolean missing) {
    if (last.getParent() != null) {
      Problem before = firstUnmatched(last.getParent(), missing);
      if (before != null) {
        return before;
      }
    }
    return last.getUnmatchedArguments().stream()
        .filter(word -> !missing || word.startsWith("-"))
        .findFirst()
        .map(word -> unmatched(last.getCommandSpec(), word))
        .orElse(null);
  }

  private static Problem unmatched(CommandSpec command, String word) {
    if (word.startsWith("-") && word.length() > 1) {
      String name = word.replaceFirst("=.*", "");
      List<String> meant = Suggestions.to(name, longOptions(command));
      return Problem.usage("no option " + name, meant.isEmpty() ? DASH_HINT : didYouMean(meant));
    }
    if (!isGroup(command)) {
      return Problem.usage("unexpected argument '" + word + "'", null);
    }
    List<String> meant = Suggestions.to(word, CommandNames.below(command));
    if (meant.isEmpty()) {
      meant = CommandNames.elsewhere(word);
    }
    String path = command.parent() == null ? "" : command.name() + " ";
    return Problem.usage(
        "no command '" + path + word + "'",
        meant.isEmpty()
            ? "there are " + String.join(", ", CommandNames.below(command))
            : didYouMean(meant));
  }

  static String didYouMean(List<String> meant) {
    return "did you mean " + String.join(" or ", meant) + "?";
  }

  /** A value that an option doesn't take: which of those that it takes was meant. */
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

  /** A command that only has others below it. */
  private static boolean isGroup(CommandSpec command) {
    return !command.subcommands().isEmpty();
  }

  private static Set<String> longOptions(CommandSpec command) {
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

  /** picocli's messages, as ours begin: with a small letter. */
  private static String sentence(String message) {
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }
}
