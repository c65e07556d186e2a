package orgs.cli;

import java.util.List;
import java.util.concurrent.Callable;
import orgs.input.Column;
import orgs.input.InputFormat;
import orgs.store.Members;
import orgs.store.Names;
import orgs.store.OrganizationRef;
import orgs.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    description = {
      "Append the members in a file, in one transaction and at the speed of COPY.",
      "A file that ends in .gz, or begins like one, is unpacked."
    },
    exitCodeList = {Usage.BAD_LINE, Usage.NO_ORGANIZATION, Usage.SOME_REJECTED},
    footer = {
      "  orgs members import acme names.txt --create-org",
      "  orgs members import acme people.csv.gz --column name --rejects bad.txt"
    })
final class MembersImportCommand implements Callable<Integer> {

  private final Context context;

  @Mixin OrganizationParameter organization;

  @Parameters(index = "1", paramLabel = "FILE", description = "The file; - for standard input.")
  String file;

  @Option(names = "--create-org", description = "Create the organization if it isn't there.")
  boolean createOrganization;

  @Option(
      names = "--column",
      paramLabel = "NAME",
      description =
          "The column with the names: as the header or the JSON object calls it, or its number."
              + " Default: member_name, member or name.")
  String column;

  @Mixin ImportOptions options;

  MembersImportCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<String> names =
        column == null ? List.of("member_name", "member", "name") : List.of(column);
    Importer<String> importer =
        new Importer<>(
            context,
            options,
            file,
            InputFormat.LINES,
            List.of(new Column(names, false)),
            values -> Names.problem(values[0]),
            values -> values[0]);
    if (options.dryRun && !createOrganization) {
      organization.members(context.store());
    }
    return importer.run(
        (rows, load) -> {
          Store store = context.store();
          long added = store.transaction(() -> members(store).copyAll(rows, load));
          return "imported " + added + (added == 1 ? " member" : " members");
        });
  }

  private Members members(Store store) {
    if (createOrganization
        && OrganizationRef.parse(organization.organization)
            instanceof OrganizationRef.ByName byName) {
      return store.members(
          store.organizations().create(List.of(byName.name()), true, created -> {}).get(0));
    }
    return organization.members(store);
  }
}
