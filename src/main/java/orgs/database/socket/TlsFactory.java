package orgs.database.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.postgresql.PGProperty;
import org.postgresql.core.SocketFactoryFactory;
import org.postgresql.util.PSQLException;
import orgs.config.ConnectionSettings;
import orgs.config.TlsVersions;

/**
 * Gives the driver its TLS sockets, for what it has no settings for: the versions, and whether the
 * server's name is sent. The driver makes a factory by the class's name, so the class is public.
 */
public final class TlsFactory extends SSLSocketFactory {

  /** The driver's own factory for the system's certificates, which are Java's. */
  private static final String SYSTEM_FACTORY = "org.postgresql.ssl.DefaultJavaSSLFactory";

  private final SSLSocketFactory factory;
  private final List<String> versions;
  private final boolean sendsName;

  /** For the driver. */
  public TlsFactory(Properties properties) throws PSQLException {
    String[] argument = PGProperty.SSL_FACTORY_ARG.getOrDefault(properties).split(";", -1);
    Properties usual = new Properties();
    usual.putAll(properties);
    PGProperty.SSL_FACTORY.set(usual, Boolean.parseBoolean(argument[0]) ? SYSTEM_FACTORY : null);
    factory = SocketFactoryFactory.getSslSocketFactory(usual);
    sendsName = Boolean.parseBoolean(argument[1]);
    versions = List.of(argument[2].split(","));
  }

  /**
   * The argument with which the driver calls the constructor.
   *
   * @param system whether the system's certificates are trusted; otherwise those of a file, or none
   *     are asked for
   */
  public static String argument(ConnectionSettings settings, boolean system) {
    List<String> versions =
        TlsVersions.between(
            settings.get("ssl_min_protocol_version"), settings.get("ssl_max_protocol_version"));
    return system + ";" + !"0".equals(settings.get("sslsni")) + ";" + String.join(",", versions);
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    SSLSocket secure = (SSLSocket) factory.createSocket(socket, host, port, autoClose);
    secure.setEnabledProtocols(versions.toArray(String[]::new));
    if (!sendsName) {
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setServerNames(List.of());
      secure.setSSLParameters(parameters);
    }
    return secure;
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return factory.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return factory.getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException("the driver connects by itself");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException("the driver connects by itself");
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException("the driver connects by itself");
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException("the driver connects by itself");
  }
}
