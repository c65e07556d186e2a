package orgs.config;

import static orgs.config.DatabaseException.usage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Completes TLS settings as libpq does where the driver would understand them in another way, and
 * uses the files in {@code ~/.postgresql}.
 */
final class TlsSettings {

  /** libpq's name for the certificates of the system, instead of a file's. */
  private static final String SYSTEM = "system";

  private static final String STRICTEST = "verify-full";

  private static final Set<String> WEAK = Set.of("disable", "allow", "prefer");

  private final Map<String, String> values;
  private final Map<String, String> origins;
  private final Map<String, String> environment;

  /**
   * Changes nothing yet.
   *
   * @param values the settings, which will be completed
   * @param origins where they are from, which will be completed, too
   */
  TlsSettings(
      Map<String, String> values, Map<String, String> origins, Map<String, String> environment) {
    this.values = values;
    this.origins = origins;
    this.environment = environment;
  }

  /**
   * Completes the settings.
   *
   * @throws DatabaseException (USAGE) where they contradict each other, or a file can't be trusted
   */
  void complete() {
    if (SYSTEM.equals(values.get("sslrootcert"))) {
      put("sslmode", STRICTEST, "sslrootcert");
      require(
          values.get("sslmode").equals(STRICTEST),
          "sslrootcert=system needs sslmode=verify-full",
          "without the name, anyone with a certificate could be the server");
    }
    String mode = values.getOrDefault("sslmode", "");
    if (mode.startsWith("verify") || mode.equals("require")) {
      addFile("sslrootcert", ".postgresql/root.crt");
    }
    if (isThere("sslrootcert")) {
      OwnFile.require(file("sslrootcert"), "the root certificate file");
      if (mode.equals("require")) {
        values.put("sslmode", "verify-ca");
      }
    }
    require(
        !"direct".equals(values.get("sslnegotiation")) || !mode.isEmpty() && !WEAK.contains(mode),
        "sslnegotiation=direct needs sslmode=require, verify-ca or verify-full",
        "set sslmode, too");
    require(
        !TlsVersions.between(
                values.get("ssl_min_protocol_version"), values.get("ssl_max_protocol_version"))
            .isEmpty(),
        "ssl_min_protocol_version is above ssl_max_protocol_version",
        "the lowest version is TLSv1.2 where it isn't set");
    addClientCertificate();
  }

  private void addClientCertificate() {
    if ("disable".equals(values.get("sslcertmode"))) {
      values.put("sslcert", "");
      values.put("sslkey", "");
      return;
    }
    addFile("sslcert", ".postgresql/postgresql.crt");
    addFile("sslkey", ".postgresql/postgresql.pk8");
    addFile("sslkey", ".postgresql/postgresql.key");
    if (isThere("sslkey")) {
      OwnFile.requireKey(file("sslkey"), "the private key");
    }
  }

  /** Uses the file in the user's home directory, unless another one is set. */
  private void addFile(String name, String inHome) {
    Optional<Path> file = Home.inHome(environment, inHome).filter(Files::exists);
    if (!isSet(name) && file.isPresent()) {
      values.put(name, file.get().toString());
      origins.put(name, "default");
    }
  }

  private boolean isThere(String name) {
    return isSet(name) && Files.exists(file(name));
  }

  private Path file(String name) {
    return Home.path(name, values.get(name));
  }

  private boolean isSet(String name) {
    return !values.getOrDefault(name, "").isEmpty();
  }

  private void put(String name, String value, String origin) {
    if (!isSet(name)) {
      values.put(name, value);
      origins.put(name, origin);
    }
  }

  private static void require(boolean holds, String message, String hint) {
    if (!holds) {
      throw usage(message, hint);
    }
  }
}
