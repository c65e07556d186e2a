package orgs.store.copy;

import java.sql.SQLException;
import java.util.List;
import org.jooq.Query;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.postgresql.core.BaseConnection;
import orgs.store.session.Session;
import orgs.store.session.SqlErrors;

/**
 * Receives rows by COPY, in its text format: without further round trips, without the limits that a
 * cursor imposes on the planner, and without an object for each row.
 */
public final class CopyReader {

  private CopyReader() {}

  /**
   * Whether values may become SQL text, which COPY wants because it takes no bind values. jOOQ
   * doubles quotes, and with this old setting a backslash would have a meaning, too.
   */
  public static boolean isPossible(Session session) {
    try {
      return session.connection().unwrap(BaseConnection.class).getStandardConformingStrings();
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
  }

  /**
   * Runs a query, or a statement that returns rows. An exception of the sink ends it, also on the
   * server.
   *
   * @return the number of rows
   */
  public static long run(Session session, Query query, RowSink sink) {
    String sql = "COPY (" + session.sql().renderInlined(query) + ") TO STDOUT";
    session.log().statement(sql, List.of());
    try {
      CopyOut copy = session.connection().unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
      if (copy == null) {
        throw SqlErrors.noAnswer();
      }
      return pass(session, copy, CopiedRow.of(query), sink);
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
  }

  private static long pass(Session session, CopyOut copy, CopiedRow form, RowSink sink)
      throws SQLException {
    long count = 0;
    try {
      for (byte[] row; (row = copy.readFromCopy()) != null; ) {
        if (!form.is(row)) {
          session.abandon();
          throw SqlErrors.noAnswer();
        }
        sink.copied(row);
        count++;
      }
      return count;
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }
}
