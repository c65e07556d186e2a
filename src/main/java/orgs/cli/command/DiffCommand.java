package orgs.cli.command;

import java.util.concurrent.Callable;
import orgs.cli.load.DesiredFile;
import orgs.cli.load.ImportOptions;
import orgs.cli.load.MembershipsFile;
import orgs.cli.rows.Columns;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;

public final class DiffCommand implements Callable<Integer> {

  static final DesiredFile.Rows ROWS =
      new DesiredFile.Rows(
          Columns.MEMBERSHIP_CHANGE,
          Columns.MEMBERSHIP_CHANGES,
          difference ->
              new Object[] {
                difference.added(),
                difference.removed(),
                difference.unchanged(),
                difference.organizationsCreated(),
                difference.organizationsDeleted()
              });

  private final Context context;
  private final Arg<String> file;
  private final Arg<Boolean> prune;
  private final DesiredFile desired;
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
    desired = DesiredFile.toCompare(context, syntax, ROWS);
    input = ImportOptions.ofWhole(syntax);
  }

  static Arg<Boolean> pruneOption(Syntax syntax) {
    return syntax.flag("--prune", "Also delete the organizations that the file doesn't name.");
  }

  @Override
  public Integer call() {
    return new FileSync(MembershipsFile.importer(context, input, file.value()), desired)
        .diff(() -> context.store().organizations().desired(prune.value()));
  }
}
