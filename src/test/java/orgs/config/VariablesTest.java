package orgs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Variables lead where they say, or are refused. */
class VariablesTest {

  @TempDir Path home;
  private Settings settings;

  @BeforeEach
  void environment() {
    settings = new Settings(home);
  }

  /** What would be another server's must not be the local database. */
  @Test
  void whatNamesAServerWithoutHostIsRefused() throws IOException {
    settings.with("PGDATABASE", "prod").assertRefused("PGDATABASE needs a server");
    settings.with("PGPORT", "5433").assertRefused("PGPORT needs a server");
    settings.environment.keySet().removeIf(name -> name.startsWith("PG"));
    for (String setting : new String[] {"port=1", "dbname=d", "user=u", "sslmode=require"}) {
      Path file = settings.write(".config/orgs/config.properties", setting + "\n");
      settings.assertRefused(
          setting.substring(0, setting.indexOf('=')) + " in " + file + " needs a server");
    }
  }

  /** As libpq has it: a URL or a service that leaves the host out takes it from there. */
  @Test
  void hostOfAUrlMayComeFromAVariable() throws IOException {
    settings.with("PGHOST", "h").with("DATABASE_URL", "postgresql:///d");
    assertThat(settings.resolve().get("host")).isEqualTo("h");
    settings.environment.remove("DATABASE_URL");
    settings.write(".pg_service.conf", "[five]\nport=5\n");
    assertThat(settings.ofService("five").get("host")).isEqualTo("h");
    assertThat(settings.ofService("five").get("port")).isEqualTo("5");
  }

  @ParameterizedTest
  @CsvSource({
    "h, 127.0.0.1, h",
    "'', ::1, ::1",
    "'h,i', '127.0.0.1,', 'h,i'",
    "'', '127.0.0.1,10.0.0.1', '127.0.0.1,10.0.0.1'",
  })
  void addressesNameServers(String host, String hostaddr, String hosts) {
    settings.with("PGHOST", host).with("PGHOSTADDR", hostaddr);

    assertThat(settings.resolve().isLocal()).isFalse();
    assertThat(settings.resolve().get("host")).isEqualTo(hosts);
    assertThat(settings.resolve().get("hostaddr")).isEqualTo(hostaddr);
  }

  @ParameterizedTest
  @CsvSource({
    "h, localhost, PGHOSTADDR has an invalid value",
    "h, 256.1.1.1, PGHOSTADDR has an invalid value",
    "h, 1.2.3, PGHOSTADDR has an invalid value",
    "h, fe80::g, PGHOSTADDR has an invalid value",
    "'h,i', 127.0.0.1, the number of addresses in hostaddr is not that of the hosts",
  })
  void addressesThatCannotBe(String host, String hostaddr, String message) {
    settings.with("PGHOST", host).with("PGHOSTADDR", hostaddr).assertRefused(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ORGS_SCHEMA",
        "ORGS_HOME",
        "ORGS_DATABASE_URL",
        "ORGS_ERROR_FORMAT",
        "DATABASE_URL",
        "HOME",
        "XDG_CONFIG_HOME",
        "PGHOST",
        "PGPASSWORD",
        "PGSERVICEFILE",
        "PGSSLMODE",
        "PGREQUIREAUTH",
        "PGREQUIRESSL",
      })
  void invisibleCharactersAreRefused(String variable) {
    String[][] values = {
      {"s3cret\r", " ends with \\r (CARRIAGE RETURN (CR))"},
      {"s3cret ", " ends with ' ' (SPACE)"},
      {" s3cret", " begins with ' ' (SPACE)"},
      {"s3\tcret", " contains \\t (CHARACTER TABULATION)"},
      {"s3cret\u00a0", " ends with U+00A0 (NO-BREAK SPACE)"},
      {"\ufeffs3cret", " begins with U+FEFF (ZERO WIDTH NO-BREAK SPACE)"},
      {"s3\ufffdcret", " is not valid UTF-8"},
    };
    for (String[] value : values) {
      settings.with(variable, value[0]).assertRefused(variable + value[1]);
    }
  }

  @Test
  void blanksAroundWordsMeanNothing() {
    settings.with("PGHOST", "h").with("PGOPTIONS", " -c a=b ");
    assertThat(settings.resolve().sessionOptions()).isEqualTo(" -c a=b ");
  }

  @Test
  void blanksInTheConfigurationAreRefused() throws IOException {
    Path file = settings.write(".config/orgs/config.properties", "schema=mine \n");
    settings.assertRefused("schema in " + file + " ends with ' ' (SPACE)");
  }

  @Test
  void errorFormatThatDoesNotExistIsRefused() {
    settings
        .with("ORGS_ERROR_FORMAT", "xml")
        .assertRefused("ORGS_ERROR_FORMAT has an invalid value");
  }

  /** Nothing is read from the current directory. */
  @Test
  void withoutHomeAServerCanBeNamed() {
    settings.with("HOME", "target").with("PGHOST", "h");
    assertThat(settings.password("h")).isNull();
    assertThat(settings.resolve().home()).isNull();
    settings.environment.remove("PGHOST");
    assertThatThrownBy(() -> settings.resolve().home())
        .hasMessage("there is no home directory to keep the local database in");
  }

  /** The older variable of libpq. */
  @Test
  void requiredEncryption() {
    settings.with("PGHOST", "h").with("PGREQUIRESSL", "1");
    assertThat(settings.resolve().get("sslmode")).isEqualTo("require");
    settings.with("PGSSLMODE", "verify-ca");
    assertThat(settings.resolve().get("sslmode")).isEqualTo("verify-ca");
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://h/?ssl=true, require",
    "jdbc:postgresql://h/?ssl=true, verify-full",
    "postgresql://h/?sslrootcert=system, verify-full",
    "postgresql://h/, ",
  })
  void encryptionThatAUrlAsksFor(String url, String mode) {
    settings.with("DATABASE_URL", url);
    assertThat(settings.resolve().get("sslmode")).isEqualTo(mode);
  }

  @ParameterizedTest
  @CsvSource({
    "sslmode=require&sslrootcert=system, sslrootcert=system needs sslmode=verify-full",
    "sslnegotiation=direct&sslmode=prefer, 'sslnegotiation=direct needs sslmode=require, verify-ca"
        + " or verify-full'",
    "ssl_min_protocol_version=TLSv1.3&ssl_max_protocol_version=TLSv1.2,"
        + " ssl_min_protocol_version is above ssl_max_protocol_version",
    "sslmode=Require, sslmode in DATABASE_URL has an invalid value",
    "'require_auth=md5,!password', require_auth in DATABASE_URL has an invalid value",
    "'require_auth=md5,md5', require_auth in DATABASE_URL has an invalid value",
  })
  void parametersThatContradict(String parameters, String message) {
    settings.with("DATABASE_URL", "postgresql://h/d?" + parameters).assertRefused(message);
  }

  /** As libpq does it: the file of certificates is used, whatever the mode is called. */
  @Test
  void rootCertificatesAreVerifiedWhereTlsIsRequired() throws IOException {
    settings.with("DATABASE_URL", "postgresql://h/d?sslmode=require");
    assertThat(settings.resolve().get("sslmode")).isEqualTo("require");
    Path root = settings.write(".postgresql/root.crt", "");
    assertThat(settings.resolve().get("sslmode")).isEqualTo("verify-ca");
    assertThat(settings.resolve().get("sslrootcert")).isEqualTo(root.toString());
  }
}
