package orgs.store.session;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the errors of a Citus cluster mean: it passes on a node's message without its fields. */
final class CitusErrors {

  private static final String INTERNAL_ERROR = "XX000";

  /** The state of a COPY to a node that is lost. */
  private static final String IO_ERROR = "58030";

  private static final Pattern NODE_LOSS =
      Pattern.compile(
          // libpq's messages
          "server closed the connection unexpectedly|SSL (SYSCALL )?error|SSL connection has been"
              + "|could not (receive data from|send data to|connect to) server"
              + "|no connection to the server|connection (not open|lost|failed|pointer is NULL)"
              + "|lost synchronization with server|connection to server at "
              // Citus's
              + "|failure on connection marked as essential|connection to the remote node"
              + " |connection establishment for node |could not establish (any )?connections?"
              + " |could not connect to (any active placements|node |shard |[^ ]+:[0-9])|could not"
              + " find an available connection|cannot connect to .+ to fetch|failed to (COPY to"
              + " shard|complete COPY on|connect to|send query to|send [0-9]+ bytes) |failed to"
              + " read result .+ from node |unable to recover from inconsistent state in"
              // those of the lost node's server
              + "|terminating connection |the database system is ");

  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

  private CitusErrors() {}

  /** Whether an error may be a node's, whose own state is missing. */
  static boolean lacksState(String state) {
    return state.equals(INTERNAL_ERROR);
  }

  /** The constraint that a message names in its text, or an empty text. */
  static String constraintIn(String message) {
    Matcher quoted = QUOTED.matcher(message);
    return quoted.find() ? quoted.group(1) : "";
  }

  /** Whether a node's connection was lost; the states stand for other errors, too. */
  static boolean isNodeLoss(String state, String message) {
    return (state.equals(INTERNAL_ERROR) || state.equals(IO_ERROR))
        && NODE_LOSS.matcher(message).lookingAt();
  }
}
