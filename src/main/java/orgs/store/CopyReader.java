package orgs.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.List;
import org.jooq.Select;
import org.postgresql.PGConnection;

/** Receives rows by COPY, in its text format, and passes them on untouched. */
final class CopyReader {

  private static final int BUFFER_BYTES = 1 << 16;

  private CopyReader() {}

  /**
   * Runs a query.
   *
   * @param query has numbers as its only bind values: COPY takes none, so they become text
   */
  static void run(Session session, Select<?> query, OutputStream out) throws IOException {
    if (!query.getBindValues().stream().allMatch(Long.class::isInstance)) {
      throw new IllegalArgumentException("only numbers may become SQL text");
    }
    String sql = "COPY (" + session.sql().renderInlined(query) + ") TO STDOUT";
    session.log().statement(sql, List.of());
    try {
      pass(session.connection().unwrap(PGConnection.class).getCopyAPI().copyOut(sql), out);
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
  }

  private static void pass(org.postgresql.copy.CopyOut copy, OutputStream out)
      throws SQLException, IOException {
    try {
      OutputStream buffered = new BufferedOutputStream(out, BUFFER_BYTES);
      byte[] row;
      for (long rows = 0; (row = copy.readFromCopy()) != null; rows++) {
        buffered.write(row);
        if (rows == 0) {
          buffered.flush();
        }
      }
      buffered.flush();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }
}
