package orgs.cli.command;

import java.util.concurrent.Callable;
import orgs.cli.load.ImportOptions;
import orgs.cli.load.Importer;
import orgs.cli.load.MembershipsFile;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import orgs.store.ChangeKind;
import orgs.store.ImportRow;
import orgs.store.LoadResult;

public final class ImportCommand implements Callable<Integer> {

  private final Context context;
  private final Arg<String> file;
  private final ImportOptions options;

  public ImportCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description(
            "Import organizations and members together, from the columns org and member.",
            "Missing organizations are created and members are appended, in one transaction."
                + " An empty member stands for an organization without members.")
        .exitCodes(Usage.BAD_LINE, Usage.SOME_REJECTED)
        .examples("orgs import everything.csv", "orgs import - --input-format jsonl --dry-run");
    file = syntax.inputFile("FILE", "The file: csv, tsv, json or jsonl; - for standard input.");
    options = ImportOptions.of(syntax);
  }

  @Override
  public Integer call() {
    try (Importer<ImportRow> rows = MembershipsFile.open(context, options, file.value())) {
      if (options.isDryRun()) {
        context.store().rehearse(ChangeKind.IMPORT);
        return rows.check();
      }
      LoadResult added = context.store().memberships().importAll(rows.rows(), rows.load());
      return rows.finish(
          "imported "
              + context.messages().count(added.organizations(), "new organization")
              + " and "
              + context.messages().count(added.members(), "member"));
    }
  }
}
