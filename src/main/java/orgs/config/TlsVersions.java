package orgs.config;

import java.util.List;

/** Versions of TLS, as libpq and Java call them. */
public final class TlsVersions {

  private static final List<String> ALL = List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");

  /** libpq's own lower limit. */
  private static final String LOWEST = "TLSv1.2";

  static final Values VALUES =
      Values.that(value -> value.isEmpty() || indexOf(value) >= 0, Values.oneOf(ALL));

  private TlsVersions() {}

  /** The name of a version, in the usual case. */
  static String canonical(String version) {
    return version.isEmpty() ? version : ALL.get(indexOf(version));
  }

  /**
   * The versions between two.
   *
   * @param lowest null or empty for TLS 1.2
   * @param highest null or empty for the newest
   * @return none where the lowest is above the highest
   */
  public static List<String> between(String lowest, String highest) {
    int from = indexOf(lowest == null || lowest.isEmpty() ? LOWEST : lowest);
    int to = highest == null || highest.isEmpty() ? ALL.size() - 1 : indexOf(highest);
    return from > to ? List.of() : ALL.subList(from, to + 1);
  }

  private static int indexOf(String version) {
    for (int i = 0; i < ALL.size(); i++) {
      if (ALL.get(i).equalsIgnoreCase(version)) {
        return i;
      }
    }
    return -1;
  }
}
