package orgs.store;

import java.util.List;

/** Is told of every statement just before it is sent, transaction control and COPY included. */
@FunctionalInterface
public interface StatementLog {

  /** Tells nobody. */
  StatementLog NONE = (sql, binds) -> {};

  /**
   * A statement is about to be sent.
   *
   * @param sql its text, with a {@code ?} for every bind value
   * @param binds the bind values in order, none for transaction control
   */
  void statement(String sql, List<?> binds);
}
