package orgs.config;

import static orgs.config.DatabaseException.usage;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * libpq's list of the authentication methods that a server may ask for: {@code scram-sha-256}, or
 * {@code !password,!md5} for all others.
 */
public final class AuthMethods {

  private static final String NOT = "!";

  /** A method of libpq that can't be used here. */
  private static final String OAUTH = "oauth";

  private static final List<String> KNOWN =
      List.of("password", "md5", "gss", "sspi", "scram-sha-256", OAUTH, "none");

  static final Values VALUES =
      Values.that(
          AuthMethods::areReadable,
          "a list of " + Values.oneOf(KNOWN) + ", either all with a ! before them or none");

  private AuthMethods() {}

  private static boolean areReadable(String list) {
    if (list.isEmpty()) {
      return true;
    }
    String[] methods = list.split(",", -1);
    boolean negated = list.startsWith(NOT);
    return Arrays.stream(methods)
            .allMatch(method -> method.startsWith(NOT) == negated && KNOWN.contains(name(method)))
        && new HashSet<>(List.of(methods)).size() == methods.length;
  }

  private static String name(String method) {
    return method.startsWith(NOT) ? method.substring(NOT.length()) : method;
  }

  /**
   * The list without OAuth, which the driver doesn't know: it never logs in that way.
   *
   * @throws DatabaseException (USAGE) when OAuth is the only method
   */
  public static String withoutOauth(String list) {
    Set<String> methods = new LinkedHashSet<>(List.of(list.split(",")));
    methods.removeIf(method -> name(method).equals(OAUTH));
    if (methods.isEmpty() && !list.startsWith(NOT)) {
      throw usage(
          "require_auth allows OAuth alone, which orgs does not support",
          "add scram-sha-256, or another method that the server uses");
    }
    return String.join(",", methods);
  }
}
