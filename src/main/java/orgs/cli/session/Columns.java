package orgs.cli.session;

import java.util.List;
import orgs.output.Column;

/** The rows that commands print. Scripts rely on the names and their order. */
public final class Columns {

  public static final List<Column> ORGANIZATION =
      List.of(Column.id("org_id"), Column.text("org_name"));

  public static final List<Column> COUNTED_ORGANIZATION =
      List.of(Column.id("org_id"), Column.text("org_name"), Column.number("members"));

  public static final List<Column> SHOWN_ORGANIZATION =
      List.of(
          Column.id("org_id"),
          Column.text("org_name"),
          Column.number("members"),
          Column.text("count"));

  public static final List<Column> DELETED_ORGANIZATION =
      List.of(Column.id("org_id"), Column.text("org_name"), Column.number("members_deleted"));

  public static final List<Column> MEMBER =
      List.of(Column.id("member_id"), Column.text("member_name"));

  public static final List<Column> MEMBERSHIP = List.of(Column.text("org"), Column.text("member"));

  private Columns() {}
}
