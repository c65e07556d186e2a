package orgs.config;

/** What the command line says of the connection; null where it says nothing. */
public record ConnectionFlags(
    String dbname,
    String host,
    String port,
    String user,
    String service,
    String schema,
    Patience patience) {

  /** Nothing said. */
  public static final ConnectionFlags NONE =
      new ConnectionFlags(null, null, null, null, null, null, Patience.NONE);
}
