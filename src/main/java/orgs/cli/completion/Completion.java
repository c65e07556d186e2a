package orgs.cli.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/**
 * Finds what the last word of a command line can become: commands, options and their values from
 * the command model, organizations from the database.
 */
final class Completion {

  /**
   * The words that a word can become.
   *
   * @param files whether it is the name of a file; the shell knows those
   */
  record Candidates(boolean files, List<Candidate> words) {
    static final Candidates NONE = new Candidates(false, List.of());
    static final Candidates FILES = new Candidates(true, List.of());
  }

  /** A completed word, with a short description or "". */
  record Candidate(String value, String description) {}

  private final Function<String, Stream<String>> names;
  private CommandLine command;
  private OptionSpec pending;
  private int arguments;
  private boolean ended;

  /** Whether the words name a command whose help is wanted. */
  private boolean helps;

  /**
   * Begins at the root of the commands.
   *
   * @param names finds organizations by the beginning of their names; is called when the command
   *     line is known, connection options included
   */
  Completion(CommandLine root, Function<String, Stream<String>> names) {
    this.command = root;
    this.names = names;
  }

  /** Returns what the last word can become after these words. */
  Candidates complete(List<String> before, String current) {
    before.forEach(this::read);
    if (pending != null) {
      return values(pending, current, "");
    }
    if (!ended && current.startsWith("--") && current.contains("=")) {
      int end = current.indexOf('=');
      OptionSpec option = spec().findOption(current.substring(0, end));
      return option == null || !takesValue(option)
          ? Candidates.NONE
          : values(option, current.substring(end + 1), current.substring(0, end + 1));
    }
    if (!ended && current.startsWith("-")) {
      return candidates(options(), current);
    }
    if (!command.getSubcommands().isEmpty()) {
      return candidates(commands(), current);
    }
    if (helps) {
      return Candidates.NONE;
    }
    return spec().positionalParameters().stream()
        .filter(parameter -> parameter.index().contains(arguments))
        .findFirst()
        .map(parameter -> values(parameter, current, ""))
        .orElse(Candidates.NONE);
  }

  private CommandSpec spec() {
    return command.getCommandSpec();
  }

  /** Reads a word as the parser does. */
  private void read(String word) {
    if (pending != null) {
      set(pending, word);
      pending = null;
    } else if (ended) {
      arguments++;
    } else if (word.equals("--")) {
      ended = true;
    } else if (word.startsWith("-") && word.length() > 1) {
      readOption(word);
    } else if (command.getSubcommands().containsKey(word)) {
      descend(command.getSubcommands().get(word));
    } else {
      arguments++;
    }
  }

  private void descend(CommandLine next) {
    if (next.getCommandSpec().helpCommand()) {
      helps = true;
    } else {
      command = next;
    }
  }

  private void readOption(String word) {
    int end = word.indexOf('=');
    OptionSpec option = spec().findOption(end < 0 ? word : word.substring(0, end));
    if (option != null) {
      if (end >= 0) {
        set(option, word.substring(end + 1));
      } else if (takesValue(option)) {
        pending = option;
      }
      return;
    }
    // Short options in one word: -qi, -dname.
    for (int i = 1; i < word.length() && !word.startsWith("--"); i++) {
      option = spec().findOption("-" + word.charAt(i));
      if (option != null && takesValue(option)) {
        if (i + 1 == word.length()) {
          pending = option;
        } else {
          set(option, word.substring(i + 1));
        }
        return;
      }
    }
  }

  private static boolean takesValue(OptionSpec option) {
    return option.arity().max() > 0;
  }

  /** Sets an option of every command that is a text: these say where the database is. */
  private static void set(OptionSpec option, String value) {
    if (option.scopeType() == ScopeType.INHERIT && option.type() == String.class) {
      option.setValue(value);
    }
  }

  private Candidates values(ArgSpec argument, String current, String prefix) {
    if (argument.completionCandidates() != null) {
      boolean isList = argument.paramLabel().endsWith(",...");
      String before = prefix + (isList ? current.substring(0, current.lastIndexOf(',') + 1) : "");
      return candidates(
          StreamSupport.stream(argument.completionCandidates().spliterator(), false)
              .map(value -> new Candidate(before + value, "")),
          prefix + current);
    }
    return switch (argument.paramLabel()) {
      case "FILE" -> Candidates.FILES;
      case "ORG", "ORG2" ->
          candidates(
              names
                  .apply(current)
                  .filter(name -> ended || !name.startsWith("-"))
                  .map(name -> new Candidate(prefix + name, "")),
              prefix + current);
      default -> Candidates.NONE;
    };
  }

  private Stream<Candidate> commands() {
    return command.getSubcommands().entrySet().stream()
        .map(entry -> new Candidate(entry.getKey(), summary(entry.getValue().getCommandSpec())));
  }

  private Stream<Candidate> options() {
    List<Candidate> options = new ArrayList<>();
    for (OptionSpec option : spec().options()) {
      String description = firstSentence(option.description());
      if (option.hidden()) {
        continue;
      }
      for (String name : option.names()) {
        options.add(new Candidate(name, description));
      }
      if (option.negatable()) {
        String name = option.longestName().replaceFirst("--", "--no-");
        options.add(new Candidate(name, description));
      }
    }
    return options.stream();
  }

  private static Candidates candidates(Stream<Candidate> all, String current) {
    return new Candidates(
        false, all.filter(candidate -> candidate.value().startsWith(current)).toList());
  }

  private static String summary(CommandSpec spec) {
    return firstSentence(spec.usageMessage().description());
  }

  private static String firstSentence(String[] description) {
    return description.length == 0 ? "" : description[0].replaceFirst("[.:]( .*)?$", "");
  }
}
