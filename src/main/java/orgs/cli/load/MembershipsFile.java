package orgs.cli.load;

import java.util.List;
import orgs.cli.load.RecordParser.Parsed;
import orgs.cli.session.Context;
import orgs.input.Column;
import orgs.input.InputFormat;
import orgs.store.Membership;
import orgs.store.NameRules;

/** A file with organizations and their members, in the columns org and member. */
public final class MembershipsFile {

  private static final RowSchema<Membership> SCHEMA =
      new RowSchema<>(
          InputFormat.TSV,
          List.of(
              new Column(List.of("org", "org_name"), false),
              new Column(List.of("member", "member_name"), true)),
          MembershipsFile::parse);

  private MembershipsFile() {}

  /** Opens the file. */
  public static Importer<Membership> open(Context context, ImportOptions options, String file) {
    return Importer.open(context, options, file, SCHEMA);
  }

  private static Parsed<Membership> parse(String[] values) {
    String problem = NameRules.organizationProblem(values[0]);
    if (problem != null) {
      return Parsed.bad("org " + problem);
    }
    if (values[1] == null || values[1].isEmpty()) {
      return Parsed.good(new Membership(values[0], null));
    }
    problem = NameRules.problem(values[1]);
    return problem == null
        ? Parsed.good(new Membership(values[0], values[1]))
        : Parsed.bad("member " + problem);
  }
}
