package orgs.cli.syntax;

import picocli.CommandLine.Model.ArgSpec;

/**
 * An option or a parameter of a command: what the command line gives for it.
 *
 * @param <T> what its values are
 */
public final class Arg<T> {

  private final ArgSpec spec;
  private T absent;

  public Arg(ArgSpec spec, T absent) {
    this.spec = spec;
    this.absent = absent;
  }

  /** Sets what {@link #value} returns where nothing is given; returns this. */
  public Arg<T> setDefault(T value) {
    absent = value;
    return this;
  }

  /** What is given; null where nothing is and there is nothing to take instead. */
  public T value() {
    T given = spec.getValue();
    return given == null ? absent : given;
  }

  public boolean isGiven() {
    return spec.getValue() != null;
  }
}
