package orgs.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import orgs.cli.load.ImportOptions;
import orgs.cli.load.Importer;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import orgs.input.Column;
import orgs.input.InputFormat;
import orgs.store.LoadResult;
import orgs.store.Membership;
import orgs.store.NameRules;

public final class ImportCommand implements Callable<Integer> {

  private final Context context;
  private final Arg<String> file;
  private final ImportOptions options;

  public ImportCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .name("import")
        .description(
            "Import organizations and members together, from the columns org and member.",
            "Missing organizations are created and members are appended, in one transaction."
                + " An empty member stands for an organization without members.")
        .exitCodes(Usage.BAD_LINE, Usage.SOME_REJECTED)
        .examples("orgs import everything.csv", "orgs import - --input-format jsonl --dry-run");
    file = syntax.parameter("FILE", "The file: csv, tsv, json or jsonl; - for standard input.");
    options = new ImportOptions(syntax);
  }

  @Override
  public Integer call() {
    Importer<Membership> importer =
        new Importer<>(
            context,
            options,
            file.value(),
            InputFormat.TSV,
            List.of(
                new Column(List.of("org", "org_name"), false),
                new Column(List.of("member", "member_name"), true)),
            ImportCommand::problem,
            values -> new Membership(values[0], isNone(values[1]) ? null : values[1]));
    return importer.run(
        (rows, load) -> {
          LoadResult added = context.store().organizations().copyAll(rows, load);
          return "imported %d new organization%s and %d member%s"
              .formatted(
                  added.organizations(),
                  added.organizations() == 1 ? "" : "s",
                  added.members(),
                  added.members() == 1 ? "" : "s");
        });
  }

  private static String problem(String[] values) {
    String organization = NameRules.organizationProblem(values[0]);
    if (organization != null) {
      return "org " + organization;
    }
    String member = isNone(values[1]) ? null : NameRules.problem(values[1]);
    return member == null ? null : "member " + member;
  }

  private static boolean isNone(String member) {
    return member == null || member.isEmpty();
  }
}
