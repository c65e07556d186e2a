package orgs.store.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import orgs.store.model.StoreException;

class SqlErrorsTest {

  /** What Citus 13 says, each with the state that it has there. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          XX000 | server closed the connection unexpectedly
          XX000 | SSL SYSCALL error: EOF detected
          XX000 | SSL connection has been closed unexpectedly
          XX000 | could not receive data from server: Connection reset by peer
          XX000 | could not send data to server: Broken pipe
          XX000 | no connection to the server
          XX000 | connection not open
          XX000 | failure on connection marked as essential: 10.0.0.2:5432
          XX000 | terminating connection due to administrator command
          XX000 | terminating connection because of crash of another server process
          XX000 | the database system is shutting down
          XX000 | the database system is in recovery mode
          XX000 | could not connect to any active placements
          58030 | failed to COPY to shard 102009 on 10.0.0.2:5432
          58030 | failed to complete COPY on 10.0.0.2:5432
          58030 | failed to send 8191 bytes 1
          08006 | connection to the remote node app@10.0.0.2:5432 failed
          08006 | could not establish any connections to the node 10.0.0.2:5432 after 30000 ms
          57P01 | terminating connection due to administrator command
          """)
  void lostNodeIsALostConnection(String state, String message) {
    assertThat(translated(state, message)).isEqualTo(StoreException.Kind.CONNECTION);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          58030 | could not read block 3 in file "base/5/16384": Input/output error
          XX000 | cache lookup failed for relation 16384
          XX000 | cannot execute command because a local execution has accessed a placement
          0A000 | connection not open for this feature
          """)
  void otherErrorsAreNone(String state, String message) {
    assertThat(translated(state, message)).isEqualTo(StoreException.Kind.FAILED);
  }

  /** The server's own errors always have a state and a message. */
  @Test
  void errorThatTheServerDidNotSendIsALostConnection() {
    assertThat(SqlErrors.translate(new SQLException("no idea")).kind())
        .isEqualTo(StoreException.Kind.CONNECTION);
  }

  private static StoreException.Kind translated(String state, String message) {
    ServerErrorMessage answer =
        new ServerErrorMessage("SERROR\0C%s\0M%s\0".formatted(state, message));
    return SqlErrors.translate(new PSQLException(answer)).kind();
  }
}
