package orgs.cli.load;

import java.util.List;
import orgs.cli.load.RecordParser.Parsed;
import orgs.cli.session.Context;
import orgs.input.InputColumn;
import orgs.input.InputFormat;
import orgs.store.ImportRow;
import orgs.store.MemberName;
import orgs.store.NameRules;
import orgs.store.OrganizationName;

/** A file with organizations and their members, in the columns org and member. */
public final class MembershipsFile {

  private static final RowSchema<ImportRow> SCHEMA =
      new RowSchema<>(
          InputFormat.TSV,
          List.of(
              new InputColumn(List.of("org", "org_name"), false),
              new InputColumn(List.of("member", "member_name"), true)),
          MembershipsFile::parse);

  private MembershipsFile() {}

  /** Opens the file. */
  public static Importer<ImportRow> open(Context context, ImportOptions options, String file) {
    return Importer.open(context, options, file, SCHEMA);
  }

  private static Parsed<ImportRow> parse(String[] values) {
    OrganizationName organization = OrganizationName.orNull(values[0]);
    if (organization == null) {
      return Parsed.bad("org " + NameRules.organizationProblem(values[0]));
    }
    if (values[1] == null || values[1].isEmpty()) {
      return Parsed.good(new ImportRow(organization, null));
    }
    MemberName member = MemberName.orNull(values[1]);
    return member == null
        ? Parsed.bad("member " + NameRules.problem(values[1]))
        : Parsed.good(new ImportRow(organization, member));
  }
}
