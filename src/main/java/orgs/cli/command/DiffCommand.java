package orgs.cli.command;

import java.util.concurrent.Callable;
import orgs.cli.load.ImportOptions;
import orgs.cli.load.Importer;
import orgs.cli.load.MembershipsFile;
import orgs.cli.load.SyncColumns;
import orgs.cli.load.SyncOutput;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import orgs.store.ImportRow;

public final class DiffCommand implements Callable<Integer> {

  private final Context context;
  private final Arg<String> file;
  private final Arg<Boolean> prune;
  private final SyncOutput output;
  private final ImportOptions input;

  public DiffCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description(
            "Show what sync would change, without changing anything.",
            "A row without a member is about the organization itself.")
        .exitCodes(Usage.DIFFERENT)
        .examples("orgs diff everything.csv", "orgs diff everything.csv --prune --summary");
    file = syntax.inputFile("FILE", "What there should be: columns org and member; - for stdin.");
    prune = pruneOption(syntax);
    output = new SyncOutput(context, syntax, SyncColumns.MEMBERSHIPS);
    input = ImportOptions.strict(syntax);
  }

  static Arg<Boolean> pruneOption(Syntax syntax) {
    return syntax.flag("--prune", "Also delete the organizations that the file doesn't name.");
  }

  @Override
  public Integer call() {
    try (Importer<ImportRow> rows = MembershipsFile.open(context, input, file.value())) {
      return output.diff(rows, context.store().memberships().sync(prune.value()));
    }
  }
}
