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
 * What a command takes and what its help says, as its constructor tells. Options are listed in this
 * order, and parameters are expected in it. Names are written as the help shows them: {@code "-o,
 * --output"}.
 *
 * <p>picocli can read the same from annotations, but that takes a tenth of a short command's time.
 */
public final class Syntax {

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

  /** Of a command. */
  public Syntax() {
    this(ScopeType.LOCAL);
  }

  /** Of the root: every command takes its options. */
  public static Syntax ofRoot() {
    return new Syntax(ScopeType.INHERIT);
  }

  public Syntax name(String itsName, String... itsAliases) {
    name = itsName;
    aliases = itsAliases;
    return this;
  }

  /** Paragraphs, of which the first sentence stands for it in a list of commands. */
  public Syntax description(String... paragraphs) {
    description = paragraphs;
    return this;
  }

  /** Each as {@code "3:What it means."}. */
  public Syntax exitCodes(String... codes) {
    exitCodes = codes;
    return this;
  }

  /** Commands as they would be typed. */
  public Syntax examples(String... commands) {
    for (String command : commands) {
      footer.add("  ".concat(command));
    }
    return this;
  }

  /** What else is to be said, below the examples. */
  public Syntax notes(String heading, String... lines) {
    footer.add("");
    footer.add(heading);
    return examples(lines);
  }

  /** It has commands below it and does nothing itself. */
  public Syntax group() {
    group = true;
    return this;
  }

  /** It shows the help of others, whatever else the command line lacks. */
  public Syntax helps() {
    helps = true;
    return this;
  }

  /** From the first word on that is no option of ours all belongs to another program. */
  public Syntax passesOn() {
    passesOn = true;
    return this;
  }

  public void help(String names, String text) {
    args.add(optionSpec(names, text).type(boolean.class).usageHelp(true).build());
  }

  /** Not inherited: it is the program's. */
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

  /** {@code --header} and {@code --no-header}; null where neither is given. */
  public Arg<Boolean> negatable(String names, String text) {
    return arg(
        optionSpec(names, text).type(Boolean.class).paramLabel("BOOL").negatable(true).build(),
        null);
  }

  public Arg<String> option(String names, String label, String text) {
    return arg(textSpec(names, label, text).build(), null);
  }

  /** An option that can't be left out. */
  public Arg<String> required(String names, String label, String text) {
    return arg(textSpec(names, label, text).required(true).build(), null);
  }

  /** The name of a file that is written. */
  public Arg<Path> outputFile(String names, String label, String text) {
    return arg(
        optionSpec(names, text)
            .userObject(FileUse.WRITE)
            .type(Path.class)
            .paramLabel(label)
            .preprocessor(AttachedValue.PREPROCESSOR)
            .converters(AttachedValue.converter(Path::of))
            .build(),
        null);
  }

  /** The name of a file that is read, - for standard input. */
  public Arg<String> inputFile(String names, String label, String text) {
    return arg(textSpec(names, label, text).userObject(FileUse.READ).build(), null);
  }

  /** The same as a parameter. */
  public Arg<String> inputFile(String label, String text) {
    String index = String.valueOf(parameters++);
    return arg(
        parameterSpec(index, label, text)
            .userObject(FileUse.READ)
            .type(String.class)
            .required(true)
            .build(),
        null);
  }

  /** Words with commas between them, as one text. */
  public Arg<String> list(String names, String label, List<String> words, String text) {
    return arg(textSpec(names, label, text).completionCandidates(words).build(), null);
  }

  public <T> Arg<T> option(String names, String label, Class<T> type, String text) {
    return arg(optionSpec(names, text).type(type).paramLabel(label).build(), null);
  }

  public Arg<Long> number(String names, String label, String text) {
    return arg(
        optionSpec(names, text)
            .type(Long.class)
            .paramLabel(label)
            .converters(new WholeNumber())
            .build(),
        null);
  }

  /** With an optional value, which has to be attached: {@code --wait} or {@code --wait=5}. */
  public Arg<Long> numberOr(String names, String label, long fallback, String text) {
    return arg(
        optionSpec(names, text)
            .type(Long.class)
            .paramLabel(label)
            .arity("0..1")
            .fallbackValue(String.valueOf(fallback))
            .preprocessor(AttachedValue.ONLY)
            .converters(new WholeNumber())
            .build(),
        null);
  }

  /** A number with its unit. */
  public Arg<String> timeSpan(String names, String label, String text) {
    return arg(
        optionSpec(names, text)
            .type(String.class)
            .paramLabel(label)
            .converters(new TimeSpan())
            .build(),
        null);
  }

  /** With one of the values of an enum, written as its {@code toString()}. */
  public <E extends Enum<E>> Arg<E> choice(String names, String label, Class<E> type, String text) {
    NamedValues<E> values = new NamedValues<>(type);
    return arg(
        optionSpec(names, text)
            .type(type)
            .paramLabel(label)
            .converters(values)
            .completionCandidates(values)
            .build(),
        null);
  }

  /** A parameter that is one of the values of an enum. */
  public <E extends Enum<E>> Arg<E> choiceParameter(String label, Class<E> type, String text) {
    NamedValues<E> values = new NamedValues<>(type);
    String index = String.valueOf(parameters++);
    return arg(
        parameterSpec(index, label, text)
            .type(type)
            .required(true)
            .converters(values)
            .completionCandidates(values)
            .build(),
        null);
  }

  /** May be given several times. */
  public Arg<List<String>> options(String names, String label, String text) {
    return arg(
        listSpec(names, label, String.class, text)
            .preprocessor(AttachedValue.PREPROCESSOR)
            .converters(AttachedValue.converter(Function.identity()))
            .build(),
        List.of());
  }

  /** May be given several times. */
  public Arg<List<Long>> numbers(String names, String label, String text) {
    return arg(
        listSpec(names, label, Long.class, text).converters(new WholeNumber()).build(), List.of());
  }

  public Arg<String> parameter(String label, String text) {
    String index = String.valueOf(parameters++);
    return arg(parameterSpec(index, label, text).type(String.class).required(true).build(), null);
  }

  public Arg<String> optionalParameter(String label, String text) {
    String index = String.valueOf(parameters++);
    return arg(parameterSpec(index, label, text).type(String.class).arity("0..1").build(), null);
  }

  /**
   * All from here on.
   *
   * @param arity how many there may be: {@code "1..*"}
   */
  public Arg<List<String>> parameters(String label, String arity, String text) {
    String index = String.valueOf(parameters).concat("..*");
    Range count = Range.valueOf(arity);
    return arg(
        parameterSpec(index, label, text)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity(count)
            .required(count.min() > 0)
            .build(),
        List.of());
  }

  /**
   * What picocli makes of this.
   *
   * @param command is called when it is meant, unless it is a group
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

  /** picocli takes it for formats. */
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
    return optionSpec(names, text)
        .type(String.class)
        .paramLabel(label)
        .preprocessor(AttachedValue.PREPROCESSOR)
        .converters(AttachedValue.converter(Function.identity()));
  }

  private OptionSpec.Builder listSpec(String names, String label, Class<?> type, String text) {
    return optionSpec(names, text).type(List.class).auxiliaryTypes(type).paramLabel(label);
  }

  private static PositionalParamSpec.Builder parameterSpec(
      String index, String label, String text) {
    return PositionalParamSpec.builder().index(index).paramLabel(label).description(text);
  }

  private <T> Arg<T> arg(ArgSpec spec, T absent) {
    args.add(spec);
    return new Arg<>(spec, absent);
  }

  /** picocli asks for nothing but a place for several values. */
  private static final class Factory implements IFactory {
    @Override
    public <K> K create(Class<K> type) {
      return type.cast(new ArrayList<>());
    }
  }
}
