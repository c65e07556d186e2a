package orgs.cli.command.members;

import java.util.concurrent.Callable;
import orgs.cli.load.Importer;
import orgs.cli.load.NamesFile;
import orgs.cli.load.SyncColumns;
import orgs.cli.load.SyncFile;
import orgs.cli.load.SyncJob;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.OrganizationParameter;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import orgs.store.ChangeKind;
import orgs.store.ImportRow;
import orgs.store.Members;
import orgs.store.Organization;
import orgs.store.OrganizationName;
import orgs.store.OrganizationRef;
import orgs.store.Store;
import orgs.store.StoreException;

public final class MembersSyncCommand implements Callable<Integer> {

  /** The id of an organization that doesn't exist yet: a dry run doesn't create it. */
  private static final long NO_ID = Long.MIN_VALUE;

  private final Context context;
  private final OrganizationParameter organization;
  private final Arg<String> file;
  private final NamesFile names;
  private final Arg<Boolean> createOrganization;
  private final SyncFile sync;

  public MembersSyncCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description(
            "Make the members of an organization equal to a file, in one transaction.",
            "A name that is in the file three times is a member three times. Members that stay"
                + " keep their ids; where there are too many, the newest are removed.")
        .exitCodes(Usage.BAD_ROW, Usage.NO_ORGANIZATION, Usage.TOO_MANY_REMOVALS)
        .examples(
            "orgs members sync acme names.txt --dry-run",
            "orgs members sync acme people.csv.gz --column name --yes --backup gone.jsonl");
    organization = new OrganizationParameter(syntax);
    file = syntax.inputFile("FILE", "The members that there should be; - for standard input.");
    createOrganization =
        syntax.flag("--create-org", "Create the organization if it doesn't exist.");
    sync = new SyncFile(context, syntax, SyncColumns.MEMBERS);
    names = NamesFile.strict(syntax);
  }

  @Override
  public Integer call() {
    sync.requireAnswer();
    Members members = find(context.store());
    String name = members.organization().name();
    boolean create = members.organization().id() == NO_ID;
    try (Importer<ImportRow> rows =
        names.open(context, file.value(), member -> new ImportRow(null, member))) {
      return sync.run(
          new SyncJob(
              rows,
              members.sync(create),
              create ? ChangeKind.SYNC : ChangeKind.SYNC_MEMBERS,
              "organization '" + name + "'",
              name));
    }
  }

  /**
   * Finds the organization before the file is read; one that is to be created has {@link #NO_ID}.
   */
  private Members find(Store store) {
    try {
      return organization.members(store);
    } catch (StoreException e) {
      if (e.kind() == StoreException.Kind.NOT_FOUND
          && createOrganization.value()
          && organization.ref() instanceof OrganizationRef.ByName byName) {
        OrganizationName.of(byName.name());
        return store.members(new Organization(NO_ID, byName.name()));
      }
      throw e;
    }
  }
}
