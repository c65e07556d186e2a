package orgs.database.migration;

import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import orgs.database.sql.Statements;

/** Sets the search path of a migration: its schema, and no other one except PostgreSQL's own. */
public final class SearchPath implements Callback {

  private final String schema;

  SearchPath(String schema) {
    this.schema = schema;
  }

  /** The path as SQL text. PostgreSQL's own schema comes first where it isn't named. */
  public static String of(String schema) {
    return Statements.quoted(schema) + ", pg_temp";
  }

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.BEFORE_EACH_MIGRATE;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    try (Statement statement = context.getConnection().createStatement()) {
      statement.execute("SET LOCAL search_path = " + of(schema));
    } catch (SQLException e) {
      throw new FlywayException(e);
    }
  }

  @Override
  public String getCallbackName() {
    return "search path";
  }
}
