package orgs.database;

import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Tells of every statement of a migration, each on one line and without its comments. */
final class MigrationEcho implements Callback {

  private final Consumer<String> echo;

  MigrationEcho(Consumer<String> echo) {
    this.echo = echo;
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
    echo.accept(
        context
            .getStatement()
            .getSql()
            .lines()
            .map(String::strip)
            .filter(line -> !line.startsWith("--"))
            .collect(Collectors.joining(" ")));
  }

  @Override
  public String getCallbackName() {
    return "echo";
  }
}
