package orgs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that lead to a server or log in there: what is read, and from whom. */
class OwnFilesTest {

  private static final int STRANGER = 1;

  @TempDir Path home;
  private Settings settings;

  @BeforeEach
  void environment() {
    settings = new Settings(home);
  }

  @Test
  void configurationThatOthersCanWriteIsRefused() throws IOException {
    Path file = settings.write(".config/orgs/config.properties", "host=h\n");
    mode(file, "rw-rw-rw-");
    settings.assertRefused(
        "the configuration file " + file + " can be written by others; it isn't used");
    mode(file, "rw-r--r--");
    assertThat(settings.resolve().get("host")).isEqualTo("h");
    mode(file.getParent(), "rwxrwxrwx");
    settings.assertRefused(
        "the configuration file "
            + file
            + " could be replaced by others: "
            + file.getParent()
            + " can be written by them; it isn't used");
  }

  @Test
  void serviceFileThatOthersCanWriteIsRefused() throws IOException {
    Path file = settings.write("services", "[five]\nhost=h\n");
    mode(file, "rw-rw-rw-");
    settings.with("PGSERVICEFILE", file.toString());
    Settings.assertUsage(
        () -> settings.ofService("five"),
        "the service file " + file + " can be written by others; it isn't used");
  }

  @Test
  void certificatesAndKeysThatOthersCanWriteAreRefused() throws IOException {
    Path root = settings.write("root.crt", "");
    mode(root, "rw-rw-rw-");
    settings.with("DATABASE_URL", "postgresql://h/?sslmode=verify-ca&sslrootcert=" + root);
    settings.assertRefused(
        "the root certificate file " + root + " can be written by others; it isn't used");
    Path key = settings.write("client.key", "");
    mode(key, "rw-r--r--");
    settings.with("DATABASE_URL", "postgresql://h/?sslkey=" + key);
    settings.assertRefused("the private key " + key + " can be read or changed by others");
  }

  /** Which root can read, whatever their mode. */
  @Test
  void filesOfAnotherUserAreRefused() throws IOException {
    Path passwords = settings.write(".pgpass", "*:*:*:*:secret\n");
    mode(passwords, "rw-------");
    assertThat(settings.password("h")).isEqualTo("secret");
    give(passwords);
    Settings.assertUsage(
        () -> settings.password("h"),
        "the password file " + passwords + " belongs to another user; it isn't used");
    Path file = settings.write(".config/orgs/config.properties", "host=h\n");
    give(file);
    settings.assertRefused(
        "the configuration file " + file + " belongs to another user; it isn't used");
  }

  @Test
  void passwordFileMayHaveACommentInAnotherEncoding() throws IOException {
    Path file = home.resolve(".pgpass");
    String lines = "# Passw\u00f6rter\r\nh:1:d:u:secret\r\ni:1:d:u:s\u00e9cret\n";
    Files.write(file, lines.getBytes(StandardCharsets.ISO_8859_1));
    mode(file, "rw-------");

    assertThat(settings.password("h")).isEqualTo("secret");
    Settings.assertUsage(
        () -> settings.password("i"), "the password in " + file + " is not valid UTF-8");
  }

  /** The user's own service file comes first, then the system's. */
  @Test
  void servicesOfTheSystem() throws IOException {
    Path own = settings.write(".pg_service.conf", "[mine]\nhost=h1\nport=1\nport=2\n");
    Path ours =
        settings.write(
            "etc/pg_service.conf", "[mine]\nhost=no\n[ours]\nhost=h2\n[ours]\nhost=no\n");
    settings.with("PGSYSCONFDIR", ours.getParent().toString());

    assertThat(settings.ofService("mine").get("host")).isEqualTo("h1");
    assertThat(settings.ofService("mine").get("port")).isEqualTo("1");
    assertThat(settings.ofService("ours").get("host")).isEqualTo("h2");
    Settings.assertUsage(
        () -> settings.ofService("nobodys"), "no service 'nobodys' in " + own + " or " + ours);
    settings.with("PGSERVICEFILE", settings.write("named", "[theirs]\nhost=h3\n").toString());
    assertThat(settings.ofService("ours").get("host")).isEqualTo("h2");
    settings.with("PGSERVICEFILE", home.resolve("missing").toString());
    Settings.assertUsage(
        () -> settings.ofService("ours"),
        "the service file " + home.resolve("missing") + " is not there");
  }

  /** To a stranger, which only root can do. */
  private static void give(Path path) throws IOException {
    assumeThat(new com.sun.security.auth.module.UnixSystem().getUid()).as("root's number").isZero();
    Files.setAttribute(path, "unix:uid", STRANGER);
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }
}
