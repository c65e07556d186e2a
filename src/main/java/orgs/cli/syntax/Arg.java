package orgs.cli.syntax;

import picocli.CommandLine.Model.ArgSpec;

/**
 * An option or a parameter of a command, with the value that the command line gives for it.
 *
 * @param <T> the type of its values
 */
public final class Arg<T> {

  /** Null for an option that the command doesn't have. */
  private final ArgSpec spec;

  private T absent;

  public Arg(ArgSpec spec, T absent) {
    this.spec = spec;
    this.absent = absent;
  }

  /** An option that the command doesn't have, and so is never given. */
  public static <T> Arg<T> missing(T value) {
    return new Arg<>(null, value);
  }

  /** Sets what {@link #value} returns where nothing is given; returns this. */
  public Arg<T> setDefault(T value) {
    absent = value;
    return this;
  }

  /** The given value, otherwise the default, which may be null. */
  public T value() {
    T given = given();
    return given == null ? absent : given;
  }

  public boolean isGiven() {
    return given() != null;
  }

  private T given() {
    return spec == null ? null : spec.getValue();
  }
}
