package orgs.cli.syntax;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The values of an option that takes one of a few: they are written as their {@link
 * Enum#toString()}.
 */
final class NamedValues<E extends Enum<E>> implements ITypeConverter<E>, Iterable<String> {

  private final List<E> values;

  NamedValues(Class<E> type) {
    values = List.of(type.getEnumConstants());
  }

  @Override
  public E convert(String text) {
    for (E value : values) {
      if (value.toString().equals(text)) {
        return value;
      }
    }
    throw new TypeConversionException(
        "'"
            + text
            + "' is not one of "
            + values.stream().map(E::toString).collect(Collectors.joining(", ")));
  }

  @Override
  public Iterator<String> iterator() {
    return values.stream().map(E::toString).iterator();
  }
}
