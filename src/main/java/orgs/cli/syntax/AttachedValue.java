package orgs.cli.syntax;

import java.util.Map;
import java.util.Stack;
import java.util.function.Function;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A value that is attached to its option. picocli takes a value that looks like an option for one,
 * or for the end of the options: {@code --contains=--}. So such values are hidden from it.
 */
final class AttachedValue {

  static final IParameterPreprocessor PREPROCESSOR = AttachedValue::hide;

  /** Leaves the next word alone, for an option whose value may be left out. */
  static final IParameterPreprocessor ONLY = AttachedValue::leaveNextWord;

  /** Stands before a value that looks like an option, and before one that begins with it. */
  private static final String HIDDEN = "\0";

  private AttachedValue() {}

  /** Converts the value as it was written. */
  static <T> ITypeConverter<T> converter(Function<String, T> conversion) {
    return value ->
        conversion.apply(value.startsWith(HIDDEN) ? value.substring(HIDDEN.length()) : value);
  }

  private static boolean leaveNextWord(
      Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> info) {
    if ("=".equals(info.get("separator"))) {
      return false;
    }
    option.setValue(Long.valueOf(((OptionSpec) option).fallbackValue()));
    return true;
  }

  private static boolean hide(
      Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> info) {
    boolean separate = " ".equals(info.get("separator"));
    String word = words.isEmpty() ? "" : words.peek();
    if (!separate && word.startsWith("-") || word.startsWith(HIDDEN)) {
      words.push(HIDDEN + words.pop());
    }
    return false;
  }
}
