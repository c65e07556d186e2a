package orgs.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;
import orgs.cli.error.CommandLineFactory;
import orgs.cli.rows.OutputTarget;
import orgs.cli.script.Script;
import orgs.cli.session.Context;
import orgs.cli.session.StoreConnection;
import orgs.cli.syntax.Syntax;
import orgs.database.admin.TemporarySchema;

public final class DemoCommand implements Callable<Integer> {

  private static final String SCRIPT = "large-collection.orgs";

  private final Context context;
  private final CommandLineFactory commandLines;

  public DemoCommand(Context context, Syntax syntax, CommandLineFactory commandLines) {
    this.context = context;
    this.commandLines = commandLines;
    syntax
        .description(
            "Walk through a large collection, showing every SQL statement.",
            "Works in a schema of its own, which is dropped at the end.")
        .examples("orgs demo", "orgs demo --format json");
  }

  @Override
  public Integer call() throws IOException {
    context.globals().echo.setDefault(true);
    // The schema is dropped at the end, with all that the lines did.
    context.signals().setOutcome(null);
    context.messages().heading("Create the tables, in a schema of their own");
    try (InputStream in = DemoCommand.class.getResourceAsStream("/demo/" + SCRIPT);
        TemporarySchema schema =
            TemporarySchema.create(
                context.connection().database(),
                begun -> context.signals().cleanup().add(begun::close))) {
      try (StoreConnection connections = context.connection().to(schema.settings());
          OutputTarget rows = context.rows().output(false)) {
        context.signals().register(connections);
        int code =
            new Script(context, connections, commandLines, SCRIPT, false, rows.stream())
                .run(in, false);
        rows.complete();
        return code;
      } finally {
        context.messages().heading("Drop the tables: this schema, and nothing else");
      }
    }
  }
}
