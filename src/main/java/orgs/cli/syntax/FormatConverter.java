package orgs.cli.syntax;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;
import orgs.output.Format;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Formats have lower-case names on the command line. */
final class FormatConverter implements ITypeConverter<Format>, Iterable<String> {

  @Override
  public Format convert(String value) {
    return Arrays.stream(Format.values())
        .filter(format -> name(format).equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'"
                        + value
                        + "' is no format; there are "
                        + String.join(", ", names().toList())));
  }

  @Override
  public Iterator<String> iterator() {
    return names().iterator();
  }

  private static Stream<String> names() {
    return Arrays.stream(Format.values()).map(FormatConverter::name);
  }

  private static String name(Format format) {
    return format.name().toLowerCase(Locale.ROOT);
  }
}
