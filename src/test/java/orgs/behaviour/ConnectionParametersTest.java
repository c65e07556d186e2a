package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/**
 * Every connection parameter of libpq is obeyed, refused, or documented to be without effect: in a
 * URL, a service, a configuration file and a variable.
 */
class ConnectionParametersTest {

  /**
   * All of PQconninfoOptions in PostgreSQL 18's fe-connect.c, in its order: the parameter, its
   * variable, what docs/connecting.md says of it, a value that goes, and one that doesn't.
   */
  private static final String LIBPQ =
      """
      service|PGSERVICE|obeyed||
      user|PGUSER|obeyed||
      password|PGPASSWORD|obeyed||
      passfile|PGPASSFILE|obeyed|/dev/null|
      channel_binding|PGCHANNELBINDING|obeyed|prefer|always
      connect_timeout|PGCONNECT_TIMEOUT|obeyed|30|soon
      dbname|PGDATABASE|obeyed||
      host|PGHOST|obeyed||
      hostaddr|PGHOSTADDR|obeyed|127.0.0.1|localhost
      port|PGPORT|obeyed||
      client_encoding|PGCLIENTENCODING|no effect|UTF8|
      options|PGOPTIONS|obeyed|-c search_path=pg_catalog|
      application_name|PGAPPNAME|obeyed|mine|
      fallback_application_name||obeyed|mine|
      keepalives||no effect|1|yes
      keepalives_idle||no effect|30|x
      keepalives_interval||no effect|30|x
      keepalives_count||no effect|3|x
      tcp_user_timeout||no effect|1000|x
      sslmode|PGSSLMODE|obeyed|prefer|Prefer
      sslnegotiation|PGSSLNEGOTIATION|obeyed|postgres|direct
      sslcompression|PGSSLCOMPRESSION|no effect|0|
      sslcert|PGSSLCERT|obeyed|/nowhere|
      sslkey|PGSSLKEY|obeyed|/nowhere|
      sslcertmode|PGSSLCERTMODE|obeyed|disable|require
      sslpassword||obeyed|x|
      sslrootcert|PGSSLROOTCERT|obeyed|/nowhere|
      sslcrl|PGSSLCRL|refused||/nowhere
      sslcrldir|PGSSLCRLDIR|refused||/nowhere
      sslsni|PGSSLSNI|obeyed|0|no
      requirepeer|PGREQUIREPEER|obeyed|postgres|
      require_auth|PGREQUIREAUTH|obeyed|!none,!md5|kerberos
      min_protocol_version|PGMINPROTOCOLVERSION|refused|3.0|3.2
      max_protocol_version|PGMAXPROTOCOLVERSION|no effect|3.2|4
      ssl_min_protocol_version|PGSSLMINPROTOCOLVERSION|obeyed|TLSv1.3|SSLv3
      ssl_max_protocol_version|PGSSLMAXPROTOCOLVERSION|obeyed|tlsv1.2|SSLv3
      gssencmode|PGGSSENCMODE|obeyed|disable|no
      krbsrvname|PGKRBSRVNAME|obeyed|postgres|
      gsslib|PGGSSLIB|no effect|gssapi|
      gssdelegation|PGGSSDELEGATION|no effect|0|
      replication||refused|false|database
      target_session_attrs|PGTARGETSESSIONATTRS|obeyed|read-write|master
      load_balance_hosts|PGLOADBALANCEHOSTS|obeyed|random|yes
      scram_client_key||refused||x
      scram_server_key||refused||x
      oauth_issuer||refused||https://issuer.invalid
      oauth_client_id||refused||x
      oauth_client_secret||refused||x
      oauth_scope||refused||x
      sslkeylogfile||no effect|/nowhere/log|
      """;

  private static final Set<String> SECRETS =
      Set.of(
          "password", "sslpassword", "scram_client_key", "scram_server_key", "oauth_client_secret");

  private record Parameter(String name, String variable, String effect, String good, String bad) {
    static Parameter of(String line) {
      String[] fields = line.split("\\|", -1);
      return new Parameter(fields[0], fields[1], fields[2], fields[3], fields[4]);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private final TestOrgs orgs = TestOrgs.migrated();
  private final String url = orgs.url();

  @TempDir Path home;

  static List<Parameter> libpqs() {
    return LIBPQ.lines().map(Parameter::of).toList();
  }

  @BeforeEach
  void ownHome() {
    orgs.environment().put("HOME", home.toString());
    orgs.environment().remove("PGAPPNAME");
  }

  @ParameterizedTest
  @MethodSource("libpqs")
  void valueThatGoesIsTakenEverywhere(Parameter parameter) throws IOException {
    if (!parameter.good().isEmpty()) {
      everywhere(parameter, parameter.good(), ExitCode.OK);
    }
  }

  @ParameterizedTest
  @MethodSource("libpqs")
  void valueThatDoesNotIsRefusedEverywhere(Parameter parameter) throws IOException {
    if (!parameter.bad().isEmpty()) {
      everywhere(parameter, parameter.bad(), ExitCode.USAGE);
    }
  }

  @Test
  void documentSaysWhatBecomesOfEach() throws IOException {
    List<List<String>> table =
        Files.readAllLines(Path.of("docs/connecting.md")).stream()
            .filter(line -> line.matches("\\| `[a-z_]+` \\|.*"))
            .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
            .toList();

    assertThat(table.stream().map(row -> row.get(1) + row.get(2)).collect(Collectors.toList()))
        .containsExactlyInAnyOrderElementsOf(
            libpqs().stream().map(each -> code(each.name()) + code(each.variable())).toList());
    for (Parameter parameter : libpqs()) {
      assertThat(table)
          .anySatisfy(
              row -> {
                assertThat(row.get(1)).isEqualTo(code(parameter.name()));
                assertThat(row.get(3)).startsWith(parameter.effect());
              });
    }
  }

  private static String code(String text) {
    return text.isEmpty() ? "" : "`" + text + "`";
  }

  private void everywhere(Parameter parameter, String value, int exit) throws IOException {
    String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    orgs.environment().put("ORGS_DATABASE_URL", url + "?" + parameter.name() + "=" + encoded);
    assertEnds(exit, parameter, value, "URL");
    orgs.environment().remove("ORGS_DATABASE_URL");

    write(".pg_service.conf", "[mine]\n" + settings() + parameter.name() + "=" + value + "\n");
    orgs.environment().put("PGSERVICE", "mine");
    assertEnds(exit, parameter, value, "service");
    orgs.environment().remove("PGSERVICE");

    if (!SECRETS.contains(parameter.name())) {
      Path file =
          write(
              ".config/orgs/config.properties", settings() + parameter.name() + "=" + value + "\n");
      assertEnds(exit, parameter, value, "configuration");
      Files.delete(file);
    }

    if (!parameter.variable().isEmpty()) {
      orgs.environment().put("ORGS_DATABASE_URL", url);
      orgs.environment().put(parameter.variable(), value);
      assertEnds(exit, parameter, value, "variable");
    }
  }

  private String settings() {
    return url.replaceFirst(
        "postgresql://(.*)@(.*):(.*)/(.*)", "user=$1\nhost=$2\nport=$3\ndbname=$4\n");
  }

  private void assertEnds(int exit, Parameter parameter, String value, String where) {
    Result result = orgs.run("list");

    assertThat(result.exit()).as("%s in a %s: %s", parameter, where, result).isEqualTo(exit);
    if (exit == ExitCode.USAGE) {
      assertThat(result.err()).containsAnyOf(parameter.name(), parameter.variable());
      if (SECRETS.contains(parameter.name())) {
        assertThat(result.err()).doesNotContain("'" + value + "'");
      }
    } else {
      assertThat(result.err()).isEmpty();
    }
  }

  /** libpq knows these names for its parameters, and none else. */
  @Test
  void nothingElseIsKnown() {
    for (String name : new TreeSet<>(Set.of("servicefile", "requiressl", "tty", "authtype"))) {
      orgs.environment().put("ORGS_DATABASE_URL", url + "?" + name + "=1");
      Result result = orgs.run("list");
      assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
      assertThat(result.err()).contains("unknown connection parameter '" + name + "'");
    }
  }

  private Path write(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
