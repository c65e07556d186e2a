package orgs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.config.DatabaseException.Kind;

class ConnectionSettingsTest {

  private static final String[] H = {"h"};
  private static final int[] ONE = {1};

  @TempDir Path home;

  private final Map<String, String> environment = new TreeMap<>();

  @BeforeEach
  void emptyHome() {
    environment.put("HOME", home.toString());
  }

  @Test
  void nothingSaidMeansTheLocalDatabase() {
    ConnectionSettings settings = resolve(ConnectionFlags.NONE);

    assertThat(settings.isLocal()).isTrue();
    assertThat(settings.schema()).isEqualTo("orgs");
  }

  /** From the strongest to the weakest; each is taken away in turn. */
  @Test
  void precedence() throws IOException {
    environment.put("ORGS_DATABASE_URL", "postgresql://u2@h2:2/d2");
    environment.put("DATABASE_URL", "postgresql://u3@h3:3/d3");
    environment.put("PGHOST", "h4");
    environment.put("PGPORT", "4");
    environment.put("PGUSER", "u4");
    environment.put("PGDATABASE", "d4");
    environment.put("PGSERVICE", "five");
    write(".pg_service.conf", "[five]\nhost=h5\nport=5\nuser=u5\ndbname=d5\n");
    write(".config/orgs/config.properties", "host=h6\nport=6\nuser=u6\ndbname=d6\n");

    assertThat(server(resolve(flags("d1", "h1", "1", "u1", null)))).isEqualTo("u1@h1:1/d1");
    assertThat(server(resolve(ConnectionFlags.NONE))).isEqualTo("u2@h2:2/d2");
    environment.remove("ORGS_DATABASE_URL");
    assertThat(server(resolve(ConnectionFlags.NONE))).isEqualTo("u3@h3:3/d3");
    environment.remove("DATABASE_URL");
    assertThat(server(resolve(ConnectionFlags.NONE))).isEqualTo("u5@h5:5/d5");
    environment.remove("PGSERVICE");
    assertThat(server(resolve(ConnectionFlags.NONE))).isEqualTo("u4@h4:4/d4");
    environment.keySet().removeIf(name -> name.startsWith("PG"));
    assertThat(server(resolve(ConnectionFlags.NONE))).isEqualTo("u6@h6:6/d6");
    Files.delete(home.resolve(".config/orgs/config.properties"));
    assertThat(resolve(ConnectionFlags.NONE).isLocal()).isTrue();
  }

  @Test
  void partsOfTheServerComeFromWhereItIsNamed() {
    environment.put("ORGS_DATABASE_URL", "postgresql://u2:secret@h2:2/d2");
    environment.put("PGUSER", "u4");

    assertThat(server(resolve(flags("d1", null, null, null, null)))).isEqualTo("u2@h2:2/d1");
    assertThat(server(resolve(flags(null, null, "1", "u1", null)))).isEqualTo("u1@h2:1/d2");

    ConnectionSettings other = resolve(flags(null, "h1", null, null, null));
    assertThat(server(other)).isEqualTo("u4@h1:null/null");
    assertThat(other.get("password")).as("another server's").isNull();
  }

  @Test
  void urlOnTheCommandLine() {
    ConnectionSettings settings = resolve(flags("postgresql://u1@h1:1/d1", null, "7", null, null));

    assertThat(server(settings)).isEqualTo("u1@h1:1/d1");
    assertThat(settings.origin("host")).isEqualTo("--dbname");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PGUSER", "PGDATABASE", "PGPASSWORD", "PGSSLMODE", "PGAPPNAME"})
  void variablesWithoutServerLeaveItLocal(String variable) {
    environment.put(variable, "5");

    ConnectionSettings settings = resolve(flags("d1", null, null, null, null));
    assertThat(settings.isLocal()).isTrue();
    assertThat(settings.get("dbname")).isEqualTo("d1");
    assertThat(settings.get("user")).isNull();
  }

  @Test
  void portOrUserWithoutServerIsAnError() {
    assertUsage(flags(null, null, "1", null, null), "--port needs a server");
    assertUsage(flags(null, null, null, "u", null), "--username needs a server");
  }

  @Test
  void serviceWithoutHostMeansThisMachine() throws IOException {
    write("services", "# all\n[other]\nhost=x\n[five]\nport=5\n\n[six]\nhost=y\n");
    environment.put("PGSERVICEFILE", home.resolve("services").toString());

    assertThat(server(resolve(flags(null, null, null, null, "five"))))
        .isEqualTo("null@localhost:5/null");
    assertUsage(
        flags(null, null, null, null, "seven"),
        "no service 'seven' in " + home.resolve("services"));
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://u@h:1/d, u@h:1/d",
    "postgres://u@h/d, u@h:null/d",
    "jdbc:postgresql://h:1/d?user=u, u@h:1/d",
    "postgresql://h, null@h:null/null",
    "postgresql://:1/d, null@localhost:1/d",
    "postgresql://%2Frun%2Fx:1/d, null@/run/x:1/d",
    "'postgresql://u@%2Fx,h/d', 'u@/x,h:null/d'",
    "postgresql://a%40b@h/my%20db, a@b@h:null/my db",
    "postgresql://u@[::1]:1/d, u@::1:1/d",
    "'postgresql://u@h1:1,h2:2/d', 'u@h1,h2:1,2/d'",
    "postgresql:///d?host=h&port=1&user=u, u@h:1/d",
    "postgresql://u@h/d?, u@h:null/d",
    "postgresql://u:a?b@h:1/d, u@h:1/d",
    "postgresql://u:a?b=c@h/d?application_name=x@y, u@h:null/d",
    "postgresql://u@h?application_name=x@y/z, u@h:null/null",
    "postgresql://u:a@b@h/d, u@h:null/d",
    "postgresql://u@h/d?dbname=e&port=7&, u@h:7/e",
    "postgresql://@h/d, null@h:null/d",
  })
  void urls(String url, String server) {
    environment.put("DATABASE_URL", url);

    assertThat(server(resolve(ConnectionFlags.NONE))).isEqualTo(server);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "host=h port=1 dbname=d user=u, u@h:1/d",
        "\" host = h  user=u\", u@h:null/null",
        "host='/my sockets' dbname='it\\'s', null@/my sockets:null/it's",
        "host=h dbname=a\\ b\\\\c, null@h:null/a b\\c",
        "dbname='' host=h, null@h:null/",
      })
  void settings(String text, String server) {
    assertThat(server(resolve(flags(text, null, null, null, null)))).isEqualTo(server);
  }

  @ParameterizedTest
  @ValueSource(strings = {"host='secret", "host=h secret", "=secret", "host=h'secret'", "a b=c"})
  void unreadableSettingsAreNotRepeated(String text) {
    assertUsage(flags(text, null, null, null, null), "can't read the settings in --dbname");
  }

  @Test
  void emptyHostIsTheUsualSocketOrThisMachine() throws IOException {
    assertThat(UnixSockets.defaultHost(home, null)).isEqualTo("localhost");
    write(".s.PGSQL.5432", "");
    write(".s.PGSQL.7", "");
    assertThat(UnixSockets.defaultHost(home, null)).isEqualTo(home.toString());
    assertThat(UnixSockets.defaultHost(home, "")).isEqualTo(home.toString());
    assertThat(UnixSockets.defaultHost(home, "7")).isEqualTo(home.toString());
    assertThat(UnixSockets.defaultHost(home, "8")).isEqualTo("localhost");
    assertThat(server(resolve(flags(null, "h,,/x", "5,6,7", null, null))))
        .isEqualTo("null@h,localhost,/x:5,6,7/null");
  }

  @Test
  void passwordsOfUsualSocketsAreLocalhosts() throws IOException {
    Path file = write(".pgpass", "/x:*:*:*:one\nlocalhost:*:*:*:two\n/tmp:*:*:*:three\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    assertThat(password("/x")).isEqualTo("one");
    assertThat(password("/run/postgresql")).isEqualTo("two");
    assertThat(password("/tmp")).isEqualTo("three");
    assertThat(password("/y")).isNull();
  }

  private String password(String host) {
    return resolve(ConnectionFlags.NONE).password(new String[] {host}, ONE, "d", "u");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://u:secret@h/d",
        "postgresql:u:secret@h",
        "postgresql://u:secret%zz@h/d",
        "postgresql://u:secret@h/d?sslmode",
        "postgresql://u:secret@h/d?frob=1",
        "postgresql://u:secret/more@h/d",
        "postgresql://u:12/secret@h/d",
        "postgresql://u@h:secret/d",
        "postgresql://u:12/x?secret=1@h/d",
        "postgresql://u:12/x?sslmode=secret@h/d",
        "postgresql://u:12/x?hostaddr=secret@h/d",
        "postgresql://u:pa%E9secret@h/d",
        "postgresql://u:secret%00@h/d",
        "postgresql://u:secret%+1@h/d",
        "postgresql://u:secret@h/d?&sslmode=require",
        "postgresql://u:secret@h/d?ssl=maybe",
        "secret",
      })
  void unreadableUrlIsNotRepeated(String url) {
    environment.put("DATABASE_URL", url);

    assertThatThrownBy(() -> resolve(ConnectionFlags.NONE))
        .isInstanceOfSatisfying(
            DatabaseException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(Kind.USAGE);
              assertThat(e.getMessage() + e.hint())
                  .contains("DATABASE_URL")
                  .doesNotContain("secret");
            });
  }

  @Test
  void passwordOnTheCommandLineIsRefused() {
    for (String url :
        new String[] {"postgresql://u:secret@h/d", "postgresql://u@h/d?password=secret"}) {
      assertUsage(
          flags(url, null, null, null, null),
          "a password on the command line can be seen by others");
    }
    assertUsage(
        flags("postgresql://u@h/d?sslpassword=secret", null, null, null, null),
        "a password on the command line can be seen by others");
    assertUsage(
        flags("host=h password=secret", null, null, null, null),
        "a password on the command line can be seen by others");
  }

  /** Some of the driver's parameters name classes to run, files to write, or another server. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "socketFactory",
        "sslfactory",
        "sslhostnameverifier",
        "sslpasswordcallback",
        "authenticationPluginClassName",
        "loggerFile",
        "preferQueryMode",
        "PGHOST",
        "PGPORT",
        "xmlFactoryFactory",
      })
  void driverTakesNothingElse(String name) throws IOException {
    String message = "unknown connection parameter '" + name + "' in ";
    String url = "jdbc:postgresql://h/d?" + name + "=x";
    assertUsage(flags(url, null, null, null, null), message + "--dbname");
    Path file = write("services", "[evil]\nhost=h\n" + name + "=x\n");
    environment.put("PGSERVICEFILE", file.toString());
    assertUsage(flags(null, null, null, null, "evil"), message + "service 'evil' of " + file);
    Path configuration = write(".config/orgs/config.properties", "url=" + url + "\n");
    assertUsage(ConnectionFlags.NONE, message + configuration);
    Files.delete(configuration);
    environment.put("DATABASE_URL", url);
    assertUsage(ConnectionFlags.NONE, message + "DATABASE_URL");
  }

  @Test
  void driversNamesMeanTheSame() {
    environment.put("DATABASE_URL", "jdbc:postgresql://h/d?ApplicationName=a&connectTimeout=3");

    assertThat(resolve(ConnectionFlags.NONE).get("application_name")).isEqualTo("a");
    assertThat(resolve(ConnectionFlags.NONE).get("connect_timeout")).isEqualTo("3");
  }

  @Test
  void serversWithDifferentPasswordsAreNotMixed() throws IOException {
    Path file = write(".pgpass", "h:*:*:*:one\nh2:*:*:*:two\nh3:*:*:*:one\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    ConnectionSettings settings = resolve(ConnectionFlags.NONE);

    assertThat(settings.password(new String[] {"h", "h3"}, new int[] {1, 2}, "d", "u"))
        .isEqualTo("one");
    assertThatThrownBy(
            () -> settings.password(new String[] {"h", "h2"}, new int[] {1, 2}, "d", "u"))
        .hasMessage("the password file has different passwords for h and h2");
  }

  @Test
  void passwordInTheConfigurationIsRefused() throws IOException {
    write(".config/orgs/config.properties", "url=postgresql://u:secret@h/d\n");
    assertThatThrownBy(() -> resolve(ConnectionFlags.NONE))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("a password in ")
        .hasMessageNotContaining("secret");

    write(".config/orgs/config.properties", "password=secret\n");
    assertThatThrownBy(() -> resolve(ConnectionFlags.NONE))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("unknown setting 'password'")
        .hasMessageNotContaining("secret");
  }

  @Test
  void configurationFollowsXdg() throws IOException {
    environment.put("XDG_CONFIG_HOME", home.resolve("xdg").toString());
    write("xdg/orgs/config.properties", "url=postgresql://u@h:1/d\nschema=mine\n");

    assertThat(server(resolve(ConnectionFlags.NONE))).isEqualTo("u@h:1/d");
    assertThat(resolve(ConnectionFlags.NONE).schema()).isEqualTo("mine");
    environment.put("ORGS_SCHEMA", "yours");
    assertThat(resolve(ConnectionFlags.NONE).schema()).isEqualTo("yours");
    assertThat(
            resolve(new ConnectionFlags(null, null, null, null, null, "theirs", Timeouts.NONE))
                .schema())
        .isEqualTo("theirs");
  }

  @ParameterizedTest
  @CsvSource({
    "h:1:d:u:secret, secret",
    "*:*:*:*:secret, secret",
    "'x:1:d:u:no\nh:1:*:u:secret\n*:*:*:*:later', secret",
    "'# h:1:d:u:no\nh:1:d:u:a\\:b\\\\c:d', a:b\\c:d",
    "'\\*:1:d:u:no\nh:1:d:u:yes', yes",
    "'h:1:d:u:one:two:three', one:two:three",
    "'h:1:d:u:é ', 'é '",
    "'h:1:d:no', ",
    "h:2:d:u:no,",
    "H:1:d:u:no,",
  })
  void passwordFile(String lines, String password) throws IOException {
    Path file = write(".pgpass", lines + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    assertThat(resolve(ConnectionFlags.NONE).password(H, ONE, "d", "u")).isEqualTo(password);
    environment.put("PGHOST", "h");
    environment.put("PGPASSWORD", "given");
    assertThat(resolve(ConnectionFlags.NONE).password(H, ONE, "d", "u")).isEqualTo("given");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw-rw-rw-", "rw--w----", "rw----r-x"})
  void passwordFileThatOthersReadIsRefused(String permissions) throws IOException {
    Path file = write("pass", "*:*:*:*:secret\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    environment.put("PGHOST", "h");
    environment.put("PGPASSFILE", file.toString());

    assertThatThrownBy(() -> resolve(ConnectionFlags.NONE).password(H, ONE, "d", "u"))
        .isInstanceOfSatisfying(
            DatabaseException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(Kind.USAGE);
              assertThat(e)
                  .hasMessage("the password file " + file + " can be read or changed by others");
              assertThat(e.hint()).isEqualTo("run: chmod 600 " + file);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "pg_mine", "pg_catalog", "a\0b", "a\"b", "information_schema"})
  void schemasThatCannotBe(String schema) {
    assertThatThrownBy(
            () -> resolve(new ConnectionFlags(null, null, null, null, null, schema, Timeouts.NONE)))
        .isInstanceOfSatisfying(
            DatabaseException.class, e -> assertThat(e.kind()).isEqualTo(Kind.USAGE));
  }

  @Test
  void schemasHave63BytesAtTheMost() {
    ConnectionFlags fits =
        new ConnectionFlags(null, null, null, null, null, "é".repeat(31) + "x", Timeouts.NONE);

    assertThat(resolve(fits).schema()).hasSize(32);
    assertUsage(
        new ConnectionFlags(null, null, null, null, null, "é".repeat(32), Timeouts.NONE),
        "the schema's name is longer than 63 bytes");
  }

  @Test
  void secretsAreNotDescribed() {
    environment.put("ORGS_DATABASE_URL", "postgresql://u:secret@h/d");

    assertThat(resolve(ConnectionFlags.NONE).described().toString())
        .contains("(not shown)")
        .doesNotContain("secret");
    environment.put("ORGS_DATABASE_URL", "postgresql://u@h/d?sslpassword=secret");
    assertThat(resolve(ConnectionFlags.NONE).described().toString())
        .contains("(not shown)")
        .doesNotContain("secret");
  }

  private ConnectionSettings resolve(ConnectionFlags flags) {
    return ConnectionSettings.resolve(flags, environment);
  }

  private void assertUsage(ConnectionFlags flags, String message) {
    assertThatThrownBy(() -> resolve(flags))
        .isInstanceOfSatisfying(
            DatabaseException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(Kind.USAGE);
              assertThat(e).hasMessage(message);
            });
  }

  private static ConnectionFlags flags(
      String dbname, String host, String port, String user, String service) {
    return new ConnectionFlags(dbname, host, port, user, service, null, Timeouts.NONE);
  }

  private static String server(ConnectionSettings settings) {
    return "%s@%s:%s/%s"
        .formatted(
            settings.get("user"),
            settings.get("host"),
            settings.get("port"),
            settings.get("dbname"));
  }

  private Path write(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
