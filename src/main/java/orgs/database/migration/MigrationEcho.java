package orgs.database.migration;

import java.util.function.Consumer;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.callback.Warning;
import orgs.database.sql.SqlLines;

/** Shows every statement of a migration, line by line, and the server's warnings. */
final class MigrationEcho implements Callback {

  /** The code of a warning; a mere notice has another one. */
  private static final String WARNING = "01000";

  private final Consumer<String> echo;
  private final Consumer<String> warnings;

  MigrationEcho(Consumer<String> echo, Consumer<String> warnings) {
    this.echo = echo;
    this.warnings = warnings;
  }

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.AFTER_EACH_MIGRATE_STATEMENT;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    SqlLines.of(context.getStatement().getSql()).forEach(echo);
    for (Warning warning : context.getStatement().getWarnings()) {
      if (WARNING.equals(warning.getState())) {
        warnings.accept(warning.getMessage());
      }
    }
  }

  @Override
  public String getCallbackName() {
    return "echo";
  }
}
