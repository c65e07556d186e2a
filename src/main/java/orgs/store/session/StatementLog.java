package orgs.store.session;

import java.util.List;

/** Receives every statement just before it is sent, transaction control and COPY included. */
@FunctionalInterface
public interface StatementLog {

  /** Drops all statements. */
  StatementLog NONE = (sql, binds) -> {};

  /**
   * Receives a statement that is about to be sent.
   *
   * @param sql its text, with a {@code ?} for every bind value
   * @param binds the bind values in order, none for transaction control
   */
  void statement(String sql, List<?> binds);
}
