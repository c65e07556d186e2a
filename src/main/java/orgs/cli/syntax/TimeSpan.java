package orgs.cli.syntax;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The value of an option that takes a time. PostgreSQL would take a number without a unit for
 * milliseconds, and most people for seconds.
 */
final class TimeSpan implements ITypeConverter<String> {

  @Override
  public String convert(String text) {
    if (!text.matches("[1-9][0-9]{0,8}(ms|s|min|h)")) {
      throw new TypeConversionException(
          "'" + text + "' is not a time; give a number with ms, s, min or h: 500ms, 30s");
    }
    return text;
  }
}
