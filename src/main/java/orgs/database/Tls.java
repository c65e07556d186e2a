package orgs.database;

import static orgs.config.DatabaseException.usage;

import org.postgresql.ds.PGSimpleDataSource;
import orgs.config.ConnectionSettings;
import orgs.config.DatabaseException;
import orgs.database.socket.TlsFactory;

/** Configures TLS as the settings and our own default want it. */
final class Tls {

  /** libpq's name for the certificates of the system, in place of a file's. */
  static final String SYSTEM_CERTIFICATES = "system";

  private Tls() {}

  /**
   * Sets what a source asks of TLS.
   *
   * @param elsewhere whether the server isn't on this machine: where nothing is said, its
   *     certificate is verified
   * @throws DatabaseException (USAGE)
   */
  static void set(PGSimpleDataSource source, ConnectionSettings settings, boolean elsewhere) {
    boolean verified = settings.get("sslmode") == null && elsewhere;
    if (verified) {
      source.setSslMode("verify-full");
    }
    boolean system =
        verified && settings.get("sslrootcert") == null
            || SYSTEM_CERTIFICATES.equals(settings.get("sslrootcert"));
    if (system) {
      refuseCertificate(settings);
    }
    if ("".equals(settings.get("sslcert"))) {
      // Otherwise the driver looks for one in the home directory.
      source.setSslCert("");
    }
    source.setSslfactory(TlsFactory.class.getName());
    source.setSslFactoryArg(TlsFactory.argument(settings, system));
  }

  /** The driver's way to the system's certificates is Java's, which has none of the client's. */
  private static void refuseCertificate(ConnectionSettings settings) {
    String origin = settings.origin("sslcert");
    if (settings.get("sslcert") != null && !"default".equals(origin)) {
      throw usage(
          "sslcert needs sslrootcert: orgs can't use both a client certificate and the system's"
              + " certificates",
          "set sslrootcert to a file with the certificates to trust");
    }
  }
}
