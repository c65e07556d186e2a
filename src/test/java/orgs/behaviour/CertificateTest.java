package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Eventually;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** A server whose certificate is not to be trusted. */
class CertificateTest {

  private static final String PASSWORD = "changeit";

  private static final int SSL_REQUEST_BYTES = 8;

  private final TestOrgs orgs = TestOrgs.unmigrated();

  @TempDir Path folder;

  @Test
  void ofAnotherHostIsSaidToBe() throws Exception {
    Path certificate = certificateFor("elsewhere.example");
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread tls = new Thread(() -> answerWithTls(server));
      tls.setDaemon(true);
      tls.start();
      orgs.environment().put("PGSSLMODE", "verify-full");
      orgs.environment().put("PGSSLROOTCERT", certificate.toString());

      Result result = orgs.run("list", "-d", "postgresql://localhost:" + server.getLocalPort());

      assertThat(result.exit()).isEqualTo(ExitCode.UNREACHABLE);
      assertThat(result.err())
          .isEqualTo(
              "orgs: no secure connection to the database at localhost:"
                  + server.getLocalPort()
                  + ": its certificate is for another host name\n"
                  + "hint: connect by the name in the certificate; PGSSLMODE=verify-ca doesn't"
                  + " look at the name\n");
    }
  }

  /** libpq's word for them is no name of a file. */
  @Test
  void thatTheSystemDoesNotKnowIsRefused() throws Exception {
    certificateFor("localhost");
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread tls = new Thread(() -> answerWithTls(server));
      tls.setDaemon(true);
      tls.start();

      Result result =
          orgs.run(
              "list",
              "-d",
              "postgresql://localhost:%d/?sslmode=verify-full&sslrootcert=system"
                  .formatted(server.getLocalPort()));

      assertThat(result.exit()).isEqualTo(ExitCode.UNREACHABLE);
      assertThat(result.err())
          .startsWith("orgs: no secure connection to ")
          .contains("PKIX path building failed");
    }
  }

  private Path certificateFor(String host) throws IOException, InterruptedException {
    Path certificate = folder.resolve("server.crt");
    keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=" + host, "-ext", "SAN=dns:" + host);
    keytool("-exportcert", "-rfc", "-file", certificate.toString());
    return certificate;
  }

  private void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", store().toString(), "-storepass", PASSWORD));
    command.addAll(List.of("-storetype", "PKCS12", "-alias", "server"));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(Eventually.exit(process)).as("%s", command).isZero();
  }

  private Path store() {
    return folder.resolve("server.p12");
  }

  private void answerWithTls(ServerSocket server) {
    try (InputStream stored = Files.newInputStream(store())) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(stored, PASSWORD.toCharArray());
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      try (Socket client = server.accept()) {
        client.getInputStream().readNBytes(SSL_REQUEST_BYTES);
        client.getOutputStream().write('S');
        try (SSLSocket secure =
            (SSLSocket)
                context
                    .getSocketFactory()
                    .createSocket(client, client.getInetAddress().getHostName(), 0, true)) {
          secure.setUseClientMode(false);
          secure.startHandshake();
          secure.getInputStream().read();
        }
      }
    } catch (IOException | GeneralSecurityException e) {
      // The client has seen enough, or the test is over.
      return;
    }
  }
}
