package orgs.store.session;

import java.util.Arrays;
import java.util.List;

/**
 * Recognizes failures inside of the driver or jOOQ, which throw any exception when a server's
 * answer makes no sense: messages in another order, rows that were not asked for.
 */
public final class DriverFailure {

  private static final List<String> LIBRARIES = List.of("org.postgresql", "org.jooq");

  private DriverFailure() {}

  /** Whether the driver or jOOQ threw this, or a class of Java that they called. */
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
