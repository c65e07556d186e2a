package orgs.cli.session;

import java.util.List;
import orgs.output.Column;
import orgs.output.Column.Kind;

/** The rows that commands print. Scripts rely on the names and their order. */
public final class Columns {

  public static final List<Column> ORGANIZATION =
      List.of(new Column("org_id", Kind.ID), new Column("org_name", Kind.TEXT));

  public static final List<Column> COUNTED_ORGANIZATION =
      List.of(
          new Column("org_id", Kind.ID),
          new Column("org_name", Kind.TEXT),
          new Column("members", Kind.NUMBER));

  public static final List<Column> SHOWN_ORGANIZATION =
      List.of(
          new Column("org_id", Kind.ID),
          new Column("org_name", Kind.TEXT),
          new Column("members", Kind.NUMBER),
          new Column("count", Kind.TEXT));

  public static final List<Column> DELETED_ORGANIZATION =
      List.of(
          new Column("org_id", Kind.ID),
          new Column("org_name", Kind.TEXT),
          new Column("members_deleted", Kind.NUMBER));

  public static final List<Column> MEMBER =
      List.of(new Column("member_id", Kind.ID), new Column("member_name", Kind.TEXT));

  public static final List<Column> MEMBERSHIP =
      List.of(new Column("org", Kind.TEXT), new Column("member", Kind.TEXT));

  private Columns() {}
}
