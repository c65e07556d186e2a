package orgs.store;

import java.util.Arrays;
import java.util.List;

/**
 * A failure inside of the driver or of jOOQ, which have no way to say that what a server sends
 * makes no sense: messages in another order, rows that were not asked for.
 */
public final class DriverFailure {

  private static final List<String> LIBRARIES = List.of("org.postgresql", "org.jooq");

  private DriverFailure() {}

  /** Whether the driver, jOOQ on its rows, or what they called of Java's own threw this. */
  public static boolean is(Throwable e) {
    String thrower =
        Arrays.stream(e.getStackTrace())
            .map(StackTraceElement::getClassName)
            .filter(name -> !name.startsWith("java.") && !name.startsWith("jdk."))
            .findFirst()
            .orElse("");
    return LIBRARIES.stream().anyMatch(thrower::startsWith);
  }
}
