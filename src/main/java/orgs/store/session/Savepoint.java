package orgs.store.session;

import java.sql.SQLException;
import java.util.List;

/** A savepoint in the open transaction. */
public final class Savepoint {

  private final Session session;
  private final java.sql.Savepoint point;

  private Savepoint(Session session, java.sql.Savepoint point) {
    this.session = session;
    this.point = point;
  }

  public static Savepoint set(Session session) {
    session.log().statement("SAVEPOINT", List.of());
    try {
      return new Savepoint(session, session.connection().setSavepoint());
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
  }

  public void release() {
    session.log().statement("RELEASE SAVEPOINT", List.of());
    try {
      session.connection().releaseSavepoint(point);
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
  }

  public void rollBack() {
    session.log().statement("ROLLBACK TO SAVEPOINT", List.of());
    try {
      session.connection().rollback(point);
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
  }
}
