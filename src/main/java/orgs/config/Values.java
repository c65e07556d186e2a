package orgs.config;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** The values that a connection parameter takes, and those that are obeyed. */
final class Values {

  private final Predicate<String> valid;
  private final String description;
  private final Predicate<String> supported;
  private final Parameter.Effect effect;

  private Values(
      Predicate<String> valid,
      String description,
      Predicate<String> supported,
      Parameter.Effect effect) {
    this.valid = valid;
    this.description = description;
    this.supported = supported;
    this.effect = effect;
  }

  /** The values that pass a test. */
  static Values that(Predicate<String> valid, String description) {
    return new Values(valid, description, value -> true, Parameter.Effect.OBEYED);
  }

  static Values any() {
    return that(value -> true, "a text");
  }

  static Values of(String... values) {
    List<String> list = List.of(values);
    return that(list::contains, oneOf(list));
  }

  /** A port, or a list with a port for each host; an empty port is the usual one. */
  static Values ports() {
    return that(
        list -> Arrays.stream(list.split(",", -1)).allMatch(Values::isPort),
        "a number from 1 to 65535");
  }

  private static boolean isPort(String value) {
    return value.isEmpty()
        || value.matches("0*[1-9][0-9]{0,4}") && Integer.parseInt(value) < 65_536;
  }

  /** Whole numbers as libpq reads them, which ignores blanks around them. */
  static Values integer() {
    return that(Values::isInteger, "a whole number");
  }

  private static boolean isInteger(String value) {
    try {
      Integer.parseInt(value.strip());
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** The same values, of which only these are obeyed. */
  Values supportedOnly(String... values) {
    return new Values(valid, description, List.of(values)::contains, Parameter.Effect.REFUSED);
  }

  /** The same values, none of which changes anything. */
  Values withoutEffect() {
    return new Values(valid, description, supported, Parameter.Effect.NONE);
  }

  boolean areValid(String value) {
    return valid.test(value);
  }

  boolean areSupported(String value) {
    return supported.test(value);
  }

  String described() {
    return description;
  }

  Parameter.Effect effect() {
    return effect;
  }

  static String oneOf(List<String> list) {
    int last = list.size() - 1;
    return String.join(", ", list.subList(0, last)) + " or " + list.get(last);
  }
}
