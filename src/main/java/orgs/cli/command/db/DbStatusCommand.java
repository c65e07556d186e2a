package orgs.cli.command.db;

import java.util.List;
import java.util.concurrent.Callable;
import orgs.cli.session.Context;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.Syntax;
import orgs.config.DatabaseException;
import orgs.database.Database;
import orgs.database.admin.DatabaseStatus;
import orgs.output.Column;

public final class DbStatusCommand implements Callable<Integer> {

  private static final List<Column> COLUMNS =
      List.of(Column.id("setting"), Column.text("value"), Column.text("source"));

  private final Context context;

  public DbStatusCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description(
            "Show which database is used, where each setting comes from, and the schema's version.")
        .exitCodes(
            "7:The database can't be reached, or is not running.",
            "8:The schema doesn't have the version that this orgs needs.")
        .examples("orgs db status", "orgs db status --format json");
  }

  @Override
  public Integer call() {
    Database database = context.connection().database();
    DatabaseStatus status = DatabaseStatus.of(database);
    context
        .rows()
        .print(
            COLUMNS,
            rows -> {
              status
                  .settings()
                  .forEach(setting -> rows.add(setting.name(), setting.value(), setting.source()));
              rows.add("state", status.state(), "server");
              rows.add(
                  "schema version",
                  status.version() == null ? null : String.valueOf(status.version()),
                  "server");
              ClusterRows.add(status.nodes(), rows);
            });
    if (status.problem() != null) {
      return status.problem() == DatabaseException.Kind.UNUSABLE
          ? ExitCode.FAILURE
          : ExitCode.UNREACHABLE;
    }
    return status.current() ? ExitCode.OK : ExitCode.SCHEMA;
  }
}
