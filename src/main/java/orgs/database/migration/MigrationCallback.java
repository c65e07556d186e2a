package orgs.database.migration;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.callback.Warning;
import orgs.database.sql.SqlLines;

/**
 * Sets the search path before each migration, and after each of its statements shows the statement
 * and the server's warnings.
 */
record MigrationCallback(String schema, Consumer<String> messages, Consumer<String> echo)
    implements Callback {

  /** The code of a warning; a mere notice has another one. */
  private static final String WARNING = "01000";

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE_STATEMENT;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    if (event == Event.BEFORE_EACH_MIGRATE) {
      setSearchPath(context);
    } else {
      show(context.getStatement().getSql(), context.getStatement().getWarnings());
    }
  }

  private void setSearchPath(Context context) {
    try (Statement statement = context.getConnection().createStatement()) {
      statement.execute("SET LOCAL search_path = " + Migrations.searchPath(schema));
    } catch (SQLException e) {
      throw new FlywayException(e);
    }
  }

  private void show(String sql, Iterable<Warning> warnings) {
    SqlLines.of(sql).forEach(echo);
    for (Warning warning : warnings) {
      if (WARNING.equals(warning.getState())) {
        messages.accept(warning.getMessage());
      }
    }
  }

  @Override
  public String getCallbackName() {
    return "orgs";
  }
}
