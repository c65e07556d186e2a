package orgs.config;

/**
 * How long to wait, by the command line.
 *
 * @param seconds for a server that is still starting; null to fail at once
 * @param statement for a statement, in PostgreSQL's notation ({@code 30s}); null for what the
 *     server says
 * @param lock for a lock, likewise
 */
public record Patience(Long seconds, String statement, String lock) {

  /** Nothing said. */
  public static final Patience NONE = new Patience(null, null, null);
}
