package orgs.cli;

import picocli.CommandLine.Model.ArgSpec;

/**
 * An option or a parameter of a command: what the command line gives for it.
 *
 * @param <T> what its values are
 */
final class Arg<T> {

  private final ArgSpec spec;
  private T absent;

  Arg(ArgSpec spec, T absent) {
    this.spec = spec;
    this.absent = absent;
  }

  /** With a value for the case that none is given. */
  Arg<T> or(T value) {
    absent = value;
    return this;
  }

  /** What is given; null where nothing is and there is nothing to take instead. */
  T value() {
    T given = spec.getValue();
    return given == null ? absent : given;
  }

  boolean isGiven() {
    return spec.getValue() != null;
  }
}
