package orgs.config;

import static orgs.config.DatabaseException.usage;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A connection parameter of libpq 18, the variable that sets it, and how orgs treats it: it is
 * obeyed; or it is refused, because it would make a connection safer or lead it elsewhere, and that
 * isn't supported; or it has no effect. Values that libpq would refuse are always refused.
 */
enum Parameter {
  HOST("host", "PGHOST", Values.any()),
  HOSTADDR("hostaddr", "PGHOSTADDR", HostAddresses.VALUES),
  PORT("port", "PGPORT", Values.ports()),
  DBNAME("dbname", "PGDATABASE", Values.any()),
  USER("user", "PGUSER", Values.any()),
  PASSWORD("password", "PGPASSWORD", Values.any()),
  PASSFILE("passfile", "PGPASSFILE", Values.any()),
  SERVICE("service", "PGSERVICE", Values.any()),
  CONNECT_TIMEOUT("connect_timeout", "PGCONNECT_TIMEOUT", Values.integer()),
  APPLICATION_NAME("application_name", "PGAPPNAME", Values.any()),
  FALLBACK_APPLICATION_NAME("fallback_application_name", null, Values.any()),
  OPTIONS("options", "PGOPTIONS", Values.any()),
  TARGET_SESSION_ATTRS(
      "target_session_attrs",
      "PGTARGETSESSIONATTRS",
      Values.of("any", "read-write", "read-only", "primary", "standby", "prefer-standby")),
  LOAD_BALANCE_HOSTS("load_balance_hosts", "PGLOADBALANCEHOSTS", Values.of("disable", "random")),

  REQUIRE_AUTH("require_auth", "PGREQUIREAUTH", AuthMethods.VALUES),
  CHANNEL_BINDING("channel_binding", "PGCHANNELBINDING", Values.of("disable", "prefer", "require")),
  REQUIREPEER("requirepeer", "PGREQUIREPEER", Values.any()),
  SSLMODE(
      "sslmode",
      "PGSSLMODE",
      Values.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full")),
  SSLNEGOTIATION("sslnegotiation", "PGSSLNEGOTIATION", Values.of("postgres", "direct")),
  SSLROOTCERT("sslrootcert", "PGSSLROOTCERT", Values.any()),
  SSLCERT("sslcert", "PGSSLCERT", Values.any()),
  SSLKEY("sslkey", "PGSSLKEY", Values.any()),
  SSLPASSWORD("sslpassword", null, Values.any()),
  SSLCERTMODE(
      "sslcertmode",
      "PGSSLCERTMODE",
      Values.of("disable", "allow", "require").supportedOnly("disable", "allow")),
  SSLSNI("sslsni", "PGSSLSNI", Values.of("0", "1")),
  SSL_MIN_PROTOCOL_VERSION(
      "ssl_min_protocol_version", "PGSSLMINPROTOCOLVERSION", TlsVersions.VALUES),
  SSL_MAX_PROTOCOL_VERSION(
      "ssl_max_protocol_version", "PGSSLMAXPROTOCOLVERSION", TlsVersions.VALUES),
  SSLCRL("sslcrl", "PGSSLCRL", Values.any().supportedOnly("")),
  SSLCRLDIR("sslcrldir", "PGSSLCRLDIR", Values.any().supportedOnly("")),
  GSSENCMODE("gssencmode", "PGGSSENCMODE", Values.of("disable", "prefer", "require")),
  KRBSRVNAME("krbsrvname", "PGKRBSRVNAME", Values.any()),
  MIN_PROTOCOL_VERSION(
      "min_protocol_version",
      "PGMINPROTOCOLVERSION",
      Values.of("3.0", "3.2", "latest").supportedOnly("3.0")),
  SCRAM_CLIENT_KEY("scram_client_key", null, Values.any().supportedOnly("")),
  SCRAM_SERVER_KEY("scram_server_key", null, Values.any().supportedOnly("")),
  OAUTH_ISSUER("oauth_issuer", null, Values.any().supportedOnly("")),
  OAUTH_CLIENT_ID("oauth_client_id", null, Values.any().supportedOnly("")),
  OAUTH_CLIENT_SECRET("oauth_client_secret", null, Values.any().supportedOnly("")),
  OAUTH_SCOPE("oauth_scope", null, Values.any().supportedOnly("")),
  REPLICATION("replication", null, Values.any().supportedOnly("", "false", "off", "no", "0")),

  CLIENT_ENCODING("client_encoding", "PGCLIENTENCODING", Values.any().withoutEffect()),
  KEEPALIVES("keepalives", null, Values.integer().withoutEffect()),
  KEEPALIVES_IDLE("keepalives_idle", null, Values.integer().withoutEffect()),
  KEEPALIVES_INTERVAL("keepalives_interval", null, Values.integer().withoutEffect()),
  KEEPALIVES_COUNT("keepalives_count", null, Values.integer().withoutEffect()),
  TCP_USER_TIMEOUT("tcp_user_timeout", null, Values.integer().withoutEffect()),
  SSLCOMPRESSION("sslcompression", "PGSSLCOMPRESSION", Values.any().withoutEffect()),
  SSLKEYLOGFILE("sslkeylogfile", null, Values.any().withoutEffect()),
  // Only 3.0 is ever asked for, which all values allow.
  MAX_PROTOCOL_VERSION(
      "max_protocol_version",
      "PGMAXPROTOCOLVERSION",
      Values.of("3.0", "3.2", "latest").withoutEffect()),
  GSSLIB("gsslib", "PGGSSLIB", Values.any().withoutEffect()),
  GSSDELEGATION("gssdelegation", "PGGSSDELEGATION", Values.any().withoutEffect());

  /** How orgs treats a parameter. */
  enum Effect {
    OBEYED,
    /** Refused, except for values that ask for what happens anyway. */
    REFUSED,
    NONE
  }

  private static final Map<String, Parameter> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Parameter::libpqName, Function.identity()));

  private final String libpqName;
  private final String variable;
  private final Values values;

  Parameter(String libpqName, String variable, Values values) {
    this.libpqName = libpqName;
    this.variable = variable;
    this.values = values;
  }

  /** The parameter with this name in libpq, or null. */
  static Parameter named(String libpqName) {
    return BY_NAME.get(libpqName);
  }

  String libpqName() {
    return libpqName;
  }

  /** The environment variable that sets it, or null. */
  String variable() {
    return variable;
  }

  Effect effect() {
    return values.effect();
  }

  /** Whether its value must not be shown. */
  boolean isSecret() {
    return switch (this) {
      case PASSWORD, SSLPASSWORD, SCRAM_CLIENT_KEY, SCRAM_SERVER_KEY, OAUTH_CLIENT_SECRET -> true;
      default -> false;
    };
  }

  /**
   * Refuses a value that libpq wouldn't take, or that can't be obeyed. Messages never repeat it:
   * where a URL is written wrongly, it may be a part of a password.
   *
   * @param origin where the parameter is set: a variable, an option, a file
   * @throws DatabaseException (USAGE)
   */
  void check(String value, String origin) {
    String what = origin.equals(variable) ? origin : libpqName + " in " + origin;
    if (!values.areValid(value)) {
      throw usage(what + " has an invalid value", "give " + values.described());
    }
    if (!values.areSupported(value)) {
      throw usage(
          what + " asks for something that orgs does not support",
          (variable == null ? "remove it" : "unset it")
              + " if the connection is to be made without; orgs does not ignore it, because it"
              + " changes how safe the connection is, or where it leads");
    }
  }

  /** The same value in the spelling that is used from here on. */
  String canonical(String value) {
    return this == SSL_MIN_PROTOCOL_VERSION || this == SSL_MAX_PROTOCOL_VERSION
        ? TlsVersions.canonical(value)
        : value;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
