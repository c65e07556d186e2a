package orgs.cli.command.members;

import java.util.concurrent.Callable;
import orgs.cli.load.Importer;
import orgs.cli.load.NamesFile;
import orgs.cli.load.SyncColumns;
import orgs.cli.load.SyncOutput;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.OrganizationParameter;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import orgs.store.ImportRow;
import orgs.store.Sync;

public final class MembersDiffCommand implements Callable<Integer> {

  private final Context context;
  private final OrganizationParameter organization;
  private final Arg<String> file;
  private final NamesFile names;
  private final SyncOutput output;

  public MembersDiffCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description(
            "Show what members sync would change, without changing anything.",
            "Rows to be removed come first, then those to be added in the file's order.")
        .exitCodes(Usage.NO_ORGANIZATION, Usage.DIFFERENT)
        .examples(
            "orgs members diff acme names.txt",
            "orgs members diff acme people.csv --column name --summary");
    organization = new OrganizationParameter(syntax);
    file = syntax.inputFile("FILE", "The members that there should be; - for standard input.");
    output = new SyncOutput(context, syntax, SyncColumns.MEMBERS);
    names = NamesFile.strict(syntax);
  }

  @Override
  public Integer call() {
    Sync sync = organization.members(context.store()).sync(false);
    try (Importer<ImportRow> rows =
        names.open(context, file.value(), name -> new ImportRow(null, name))) {
      return output.diff(rows, sync);
    }
  }
}
