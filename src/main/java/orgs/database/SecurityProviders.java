package orgs.database;

import java.security.Security;
import java.util.ArrayList;
import java.util.List;

/** Changes the order in which Java looks for an algorithm. */
final class SecurityProviders {

  private static final String KEY = "security.provider.";

  private SecurityProviders() {}

  /**
   * Puts SunJCE before what it doesn't share an algorithm with. A login asks for HMAC and PBKDF2,
   * which are SunJCE's; Java would start all providers before it, with their elliptic curves. An
   * order that the user has configured stays.
   */
  static void putLoginFirst() {
    List<String> names = new ArrayList<>();
    for (String name; (name = Security.getProperty(KEY + (names.size() + 1))) != null; ) {
      names.add(name);
    }
    if (names.indexOf("SUN") == 0 && names.remove("SunJCE")) {
      names.add(1, "SunJCE");
      for (int i = 0; i < names.size(); i++) {
        Security.setProperty(KEY + (i + 1), names.get(i));
      }
    }
  }
}
