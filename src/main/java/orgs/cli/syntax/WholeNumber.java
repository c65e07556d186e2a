package orgs.cli.syntax;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The value of an option that takes a number. */
final class WholeNumber implements ITypeConverter<Long> {

  @Override
  public Long convert(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' " + problem(text));
    }
  }

  private static String problem(String text) {
    if (!text.matches("[-+]?[0-9]+")) {
      return "is not a whole number";
    }
    return text.startsWith("-")
        ? "is too small; the smallest number is " + Long.MIN_VALUE
        : "is too large; the largest number is " + Long.MAX_VALUE;
  }
}
