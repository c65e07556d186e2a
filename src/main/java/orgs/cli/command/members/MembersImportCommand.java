package orgs.cli.command.members;

import java.util.concurrent.Callable;
import java.util.function.Function;
import orgs.cli.load.Importer;
import orgs.cli.load.NamesFile;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.OrganizationParameter;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import orgs.store.ChangeKind;
import orgs.store.MemberName;
import orgs.store.OrganizationName;
import orgs.store.OrganizationRef;
import orgs.store.Store;

public final class MembersImportCommand implements Callable<Integer> {

  private final Context context;
  private final OrganizationParameter organization;
  private final Arg<String> file;
  private final Arg<Boolean> createOrganization;
  private final NamesFile names;

  public MembersImportCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description(
            "Append the members in a file, in one transaction and at the speed of COPY.",
            "A gzip file is decompressed; its name or its first bytes tell.")
        .exitCodes(Usage.BAD_LINE, Usage.NO_ORGANIZATION, Usage.SOME_REJECTED)
        .examples(
            "orgs members import acme names.txt --create-org",
            "orgs members import acme people.csv.gz --column name --rejects bad.txt",
            "orgs members import acme people.csv --delimiter ';' --encoding windows-1252");
    organization = new OrganizationParameter(syntax);
    file = syntax.inputFile("FILE", "The file; - for standard input.");
    createOrganization =
        syntax.flag("--create-org", "Create the organization if it doesn't exist.");
    names = NamesFile.ofImport(syntax);
  }

  @Override
  public Integer call() {
    try (Importer<MemberName> rows = names.open(context, file.value(), Function.identity())) {
      if (names.options.isDryRun()) {
        requireOrganization();
        return rows.check();
      }
      long added =
          context
              .store()
              .memberships()
              .importInto(organization.ref(), createOrganization.value(), rows.rows(), rows.load());
      return rows.finish("imported " + context.messages().count(added, "member"));
    }
  }

  /** Refuses a dry run where the import itself would be refused. */
  private void requireOrganization() {
    Store store = context.store();
    if (createOrganization.value() && organization.ref() instanceof OrganizationRef.ByName byName) {
      OrganizationName.of(byName.name());
      store.rehearse(ChangeKind.IMPORT_MEMBERS_OF_NEW);
    } else {
      organization.members(store);
      store.rehearse(ChangeKind.IMPORT_MEMBERS);
    }
  }
}
