package orgs.cli.syntax;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Range;
import picocli.CommandLine.ScopeType;

/**
 * The options, parameters and help of a command, which its constructor declares. Options are listed
 * in this order, and parameters are expected in it. Names are written as the help shows them:
 * {@code "-o, --output"}.
 *
 * <p>picocli can read the same from annotations, but that takes a tenth of a short command's time.
 */
public final class Syntax {

  /** The use that a command makes of a file that an option or a parameter names. */
  public enum FileUse {
    READ,
    WRITE
  }

  private static final IFactory FACTORY = new Factory();

  private final ScopeType scope;
  private final List<ArgSpec> args = new ArrayList<>();
  private int parameters;
  private String name;
  private String[] aliases = {};
  private String[] description = {};
  private String[] exitCodes = {};
  private final List<String> footer = new ArrayList<>();
  private IVersionProvider version;
  private boolean group;
  private boolean helps;
  private boolean passesOn;

  private Syntax(ScopeType scope) {
    this.scope = scope;
  }

  public Syntax() {
    this(ScopeType.LOCAL);
  }

  /** Creates the syntax of the root, whose options every command takes. */
  public static Syntax ofRoot() {
    return new Syntax(ScopeType.INHERIT);
  }

  public Syntax name(String itsName, String... itsAliases) {
    name = itsName;
    aliases = itsAliases;
    return this;
  }

  /** Sets the paragraphs of the help; their first sentence is shown in a list of commands. */
  public Syntax description(String... paragraphs) {
    description = paragraphs;
    return this;
  }

  /** Sets the exit codes, each as {@code "3:What it means."}. */
  public Syntax exitCodes(String... codes) {
    exitCodes = codes;
    return this;
  }

  /** Adds commands as they would be typed. */
  public Syntax examples(String... commands) {
    for (String command : commands) {
      footer.add("  ".concat(command));
    }
    return this;
  }

  /** Adds lines below the examples. */
  public Syntax notes(String heading, String... lines) {
    footer.add("");
    footer.add(heading);
    return examples(lines);
  }

  /** Makes it a group, which has commands below it and does nothing itself. */
  public Syntax group() {
    group = true;
    return this;
  }

  /** Makes it the command that shows the help of others: nothing else is required then. */
  public Syntax helps() {
    helps = true;
    return this;
  }

  /** Passes on everything from the first word that is no option of orgs to another program. */
  public Syntax passesOn() {
    passesOn = true;
    return this;
  }

  public void help(String names, String text) {
    args.add(optionSpec(names, text).type(boolean.class).usageHelp(true).build());
  }

  /** Adds the option for the program's version, which no command inherits. */
  public void version(String names, IVersionProvider provider, String text) {
    version = provider;
    args.add(
        optionSpec(names, text)
            .type(boolean.class)
            .versionHelp(true)
            .scopeType(ScopeType.LOCAL)
            .build());
  }

  public Arg<Boolean> flag(String names, String text) {
    return arg(optionSpec(names, text).type(boolean.class).build(), false);
  }

  /** Adds {@code --header} and {@code --no-header}; the value is null where neither is given. */
  public Arg<Boolean> negatable(String names, String text) {
    return arg(
        optionSpec(names, text).type(Boolean.class).paramLabel("BOOL").negatable(true).build(),
        null);
  }

  public Arg<String> option(String names, String label, String text) {
    return arg(textSpec(names, label, text).build(), null);
  }

  /** Adds an option that can't be left out. */
  public Arg<String> required(String names, String label, String text) {
    return arg(textSpec(names, label, text).required(true).build(), null);
  }

  /** Adds an option for the name of a file that is written. */
  public Arg<Path> outputFile(String names, String label, String text) {
    return arg(
        valueSpec(names, label, Path.class, text)
            .userObject(FileUse.WRITE)
            .preprocessor(AttachedValue.PREPROCESSOR)
            .converters(AttachedValue.converter(Path::of))
            .build(),
        null);
  }

  /** Adds an option for the name of a file that is read, - for standard input. */
  public Arg<String> inputFile(String names, String label, String text) {
    return arg(textSpec(names, label, text).userObject(FileUse.READ).build(), null);
  }

  /** Adds a parameter for the name of a file that is read, - for standard input. */
  public Arg<String> inputFile(String label, String text) {
    return arg(
        parameterSpec(label, text)
            .userObject(FileUse.READ)
            .type(String.class)
            .required(true)
            .build(),
        null);
  }

  /** Adds an option for words with commas between them, which are one text. */
  public Arg<String> list(String names, String label, List<String> words, String text) {
    return arg(textSpec(names, label, text).completionCandidates(words).build(), null);
  }

  public Arg<Long> number(String names, String label, String text) {
    return arg(
        valueSpec(names, label, Long.class, text).converters(new WholeNumber()).build(), null);
  }

  /** Adds an option whose value may be left out, or attached: {@code --wait=5}. */
  public Arg<Long> numberOr(String names, String label, long fallback, String text) {
    return arg(
        valueSpec(names, label, Long.class, text)
            .arity("0..1")
            .fallbackValue(String.valueOf(fallback))
            .preprocessor(AttachedValue.ONLY)
            .converters(new WholeNumber())
            .build(),
        null);
  }

  /** Adds an option for a number with its unit. */
  public Arg<String> timeSpan(String names, String label, String text) {
    return arg(
        valueSpec(names, label, String.class, text).converters(new TimeSpan()).build(), null);
  }

  /** Adds an option for one of the values of an enum, written as its {@code toString()}. */
  public <E extends Enum<E>> Arg<E> choice(String names, String label, Class<E> type, String text) {
    NamedValues<E> values = new NamedValues<>(type);
    return arg(
        valueSpec(names, label, type, text).converters(values).completionCandidates(values).build(),
        null);
  }

  /** Adds a parameter that is one of the values of an enum. */
  public <E extends Enum<E>> Arg<E> choiceParameter(String label, Class<E> type, String text) {
    NamedValues<E> values = new NamedValues<>(type);
    return arg(
        parameterSpec(label, text)
            .type(type)
            .required(true)
            .converters(values)
            .completionCandidates(values)
            .build(),
        null);
  }

  /** Adds an option that may be given several times. */
  public Arg<List<String>> options(String names, String label, String text) {
    return arg(
        listSpec(names, label, String.class, text)
            .preprocessor(AttachedValue.PREPROCESSOR)
            .converters(AttachedValue.converter(Function.identity()))
            .build(),
        List.of());
  }

  /** Adds an option that may be given several times. */
  public Arg<List<Long>> numbers(String names, String label, String text) {
    return arg(
        listSpec(names, label, Long.class, text).converters(new WholeNumber()).build(), List.of());
  }

  public Arg<String> parameter(String label, String text) {
    return arg(parameterSpec(label, text).type(String.class).required(true).build(), null);
  }

  public Arg<String> optionalParameter(String label, String text) {
    return arg(parameterSpec(label, text).type(String.class).arity("0..1").build(), null);
  }

  /**
   * Adds all further parameters.
   *
   * @param arity how many there may be: {@code "1..*"}
   */
  public Arg<List<String>> parameters(String label, String arity, String text) {
    String rest = String.valueOf(parameters).concat("..*");
    Range count = Range.valueOf(arity);
    return arg(
        parameterSpec(rest, label, text)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity(count)
            .required(count.min() > 0)
            .build(),
        List.of());
  }

  /**
   * Makes a command of picocli's.
   *
   * @param command is called when the command line names it, unless it is a group
   */
  public CommandLine commandLine(Object command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command, FACTORY);
    spec.name(name).aliases(aliases).versionProvider(version).helpCommand(helps);
    spec.usageMessage()
        .description(description)
        .exitCodeList(UsageMessageSpec.keyValuesMap(exitCodes))
        .footer(footer());
    spec.parser().stopAtPositional(passesOn).unmatchedOptionsArePositionalParams(passesOn);
    if (group) {
      spec.usageMessage().synopsisSubcommandLabel("COMMAND");
    }
    for (ArgSpec arg : args) {
      spec.add(arg);
    }
    return new CommandLine(spec, FACTORY);
  }

  /** Escapes the lines, because picocli takes them for formats. */
  private String[] footer() {
    String[] lines = footer.toArray(String[]::new);
    for (int i = 0; i < lines.length; i++) {
      lines[i] = lines[i].replace("%", "%%");
    }
    return lines;
  }

  private OptionSpec.Builder optionSpec(String names, String text) {
    return OptionSpec.builder(names.split(", ")).description(text).scopeType(scope);
  }

  private OptionSpec.Builder textSpec(String names, String label, String text) {
    return valueSpec(names, label, String.class, text)
        .preprocessor(AttachedValue.PREPROCESSOR)
        .converters(AttachedValue.converter(Function.identity()));
  }

  private OptionSpec.Builder listSpec(String names, String label, Class<?> type, String text) {
    return valueSpec(names, label, List.class, text).auxiliaryTypes(type);
  }

  private OptionSpec.Builder valueSpec(String names, String label, Class<?> type, String text) {
    return optionSpec(names, text).type(type).paramLabel(label);
  }

  /** The next parameter. */
  private PositionalParamSpec.Builder parameterSpec(String label, String text) {
    return parameterSpec(String.valueOf(parameters++), label, text);
  }

  private static PositionalParamSpec.Builder parameterSpec(
      String index, String label, String text) {
    return PositionalParamSpec.builder().index(index).paramLabel(label).description(text);
  }

  private <T> Arg<T> arg(ArgSpec spec, T absent) {
    args.add(spec);
    return new Arg<>(spec, absent);
  }

  /** Creates lists: picocli asks for nothing else. */
  private static final class Factory implements IFactory {
    @Override
    public <K> K create(Class<K> type) {
      return type.cast(new ArrayList<>());
    }
  }
}
