package orgs.config;

/**
 * The timeouts that the command line sets.
 *
 * @param server seconds to wait for a server that is still starting; null to fail at once
 * @param statement the statement timeout, in PostgreSQL's notation ({@code 30s}); null for the
 *     server's setting
 * @param lock the lock timeout, likewise
 */
public record Timeouts(Long server, String statement, String lock) {

  /** No timeout is set. */
  public static final Timeouts NONE = new Timeouts(null, null, null);
}
