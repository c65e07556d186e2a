package orgs.cli.command.members;

import java.util.concurrent.Callable;
import orgs.cli.command.FileSync;
import orgs.cli.load.DesiredFile;
import orgs.cli.load.Importer;
import orgs.cli.load.NamesFile;
import orgs.cli.rows.Columns;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.OrganizationParameter;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import orgs.store.DesiredState;
import orgs.store.Membership;

public final class MembersDiffCommand implements Callable<Integer> {

  static final DesiredFile.Rows ROWS =
      new DesiredFile.Rows(
          Columns.MEMBER_CHANGE,
          Columns.MEMBER_CHANGES,
          difference ->
              new Object[] {difference.added(), difference.removed(), difference.unchanged()});

  private final Context context;
  private final OrganizationParameter organization;
  private final Arg<String> file;
  private final NamesFile names;
  private final DesiredFile desired;

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
    desired = DesiredFile.toCompare(context, syntax, ROWS);
    names = NamesFile.ofWhole(syntax);
  }

  @Override
  public Integer call() {
    Importer<Membership> importer =
        names.importer(context, file.value(), name -> new Membership(null, name));
    DesiredState state = organization.members(context.store()).desired();
    return new FileSync(importer, desired).diff(() -> state);
  }
}
