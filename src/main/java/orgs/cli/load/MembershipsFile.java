package orgs.cli.load;

import java.util.List;
import orgs.cli.session.Context;
import orgs.input.Column;
import orgs.input.InputFormat;
import orgs.store.ImportRow;
import orgs.store.NameRules;

/** A file with organizations and their members, in the columns org and member. */
public final class MembershipsFile {

  private MembershipsFile() {}

  /** Makes ready to read. */
  public static Importer<ImportRow> importer(Context context, ImportOptions options, String file) {
    return new Importer<>(
        context,
        options,
        file,
        InputFormat.TSV,
        List.of(
            new Column(List.of("org", "org_name"), false),
            new Column(List.of("member", "member_name"), true)),
        MembershipsFile::problem,
        values -> new ImportRow(values[0], isNone(values[1]) ? null : values[1]));
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
