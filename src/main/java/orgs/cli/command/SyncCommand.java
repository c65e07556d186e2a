package orgs.cli.command;

import java.util.concurrent.Callable;
import orgs.cli.load.ImportOptions;
import orgs.cli.load.Importer;
import orgs.cli.load.MembershipsFile;
import orgs.cli.load.SyncColumns;
import orgs.cli.load.SyncFile;
import orgs.cli.load.SyncJob;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import orgs.store.ChangeKind;
import orgs.store.ImportRow;

public final class SyncCommand implements Callable<Integer> {

  private final Context context;
  private final Arg<String> file;
  private final Arg<Boolean> prune;
  private final SyncFile sync;
  private final ImportOptions input;

  public SyncCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description(
            "Make organizations and their members equal to a file, in one transaction.",
            "Organizations that the file names and that don't exist are created; others are left"
                + " alone, unless --prune is given.")
        .exitCodes(Usage.BAD_ROW, Usage.TOO_MANY_REMOVALS)
        .examples(
            "orgs sync everything.csv --dry-run",
            "orgs sync everything.csv --prune --yes --backup gone.jsonl.gz");
    file = syntax.inputFile("FILE", "What there should be: columns org and member; - for stdin.");
    prune = DiffCommand.pruneOption(syntax);
    sync = new SyncFile(context, syntax, SyncColumns.MEMBERSHIPS);
    input = ImportOptions.strict(syntax);
  }

  @Override
  public Integer call() {
    sync.requireAnswer();
    try (Importer<ImportRow> rows = MembershipsFile.open(context, input, file.value())) {
      String schema = context.settings().schema();
      return sync.run(
          new SyncJob(
              rows,
              context.store().memberships().sync(prune.value()),
              ChangeKind.SYNC,
              "schema '" + schema + "'",
              schema));
    }
  }
}
