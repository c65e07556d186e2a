package orgs.config;

/** The settings of the connection on the command line; null for those that it leaves out. */
public record ConnectionFlags(
    String dbname,
    String host,
    String port,
    String user,
    String service,
    String schema,
    Timeouts timeouts) {

  /** No setting is given. */
  public static final ConnectionFlags NONE =
      new ConnectionFlags(null, null, null, null, null, null, Timeouts.NONE);
}
