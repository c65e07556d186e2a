package orgs.store.session;

import java.util.List;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.Query;

/** Logs jOOQ's statements, and turns their failures into the store's exception. */
final class StatementListener implements ExecuteListener {

  private static final long serialVersionUID = 1L;

  private final transient StatementLog log;

  StatementListener(StatementLog log) {
    this.log = log;
  }

  @Override
  public void executeStart(ExecuteContext context) {
    Query query = context.query();
    log.statement(context.sql(), query == null ? List.of() : query.getBindValues());
  }

  @Override
  public void exception(ExecuteContext context) {
    if (context.sqlException() != null) {
      context.exception(SqlErrors.translate(context.sqlException()));
    } else if (context.exception() != null && DriverFailure.is(context.exception())) {
      context.exception(SqlErrors.translate(SqlErrors.loss(context.exception())));
    }
  }
}
