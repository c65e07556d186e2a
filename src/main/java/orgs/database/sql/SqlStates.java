package orgs.database.sql;

import java.util.Set;

/** PostgreSQL's error codes, as far as several places distinguish them. */
public final class SqlStates {

  public static final String INSUFFICIENT_PRIVILEGE = "42501";

  /** A server that has too many connections, shuts down, recovers or starts. */
  private static final Set<String> BUSY = Set.of("53300", "53400", "57P01", "57P02", "57P03");

  private SqlStates() {}

  /** Whether a server refuses a connection for a reason that passes. */
  public static boolean isBusy(String state) {
    return BUSY.contains(state);
  }

  /** Whether a connection is refused or lost for reasons that pass. */
  public static boolean isUnreachable(String state) {
    return state.startsWith("08") || isBusy(state);
  }
}
