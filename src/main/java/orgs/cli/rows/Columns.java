package orgs.cli.rows;

import java.util.List;
import orgs.output.Column;

/** The columns of the rows that commands print. Scripts rely on their names and their order. */
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

  public static final List<Column> FOUND_MEMBER =
      List.of(
          Column.reference("org_id"),
          Column.text("org_name"),
          Column.id("member_id"),
          Column.text("member_name"));

  public static final List<Column> DUPLICATE =
      List.of(Column.text("member_name"), Column.number("copies"));

  public static final List<Column> MERGED_ORGANIZATION =
      List.of(Column.id("org_id"), Column.text("org_name"), Column.number("members_moved"));

  /** An addition that has not happened has no id. */
  public static final List<Column> MEMBER_CHANGE =
      List.of(Column.text("change"), Column.pendingId("member_id"), Column.text("member_name"));

  /** A row without a member is about the organization itself. */
  public static final List<Column> MEMBERSHIP_CHANGE =
      List.of(
          Column.text("change"),
          Column.text("org"),
          Column.pendingId("member_id"),
          Column.text("member_name"));

  public static final List<Column> MEMBER_CHANGES =
      List.of(Column.number("added"), Column.number("removed"), Column.number("unchanged"));

  public static final List<Column> MEMBERSHIP_CHANGES =
      List.of(
          Column.number("added"),
          Column.number("removed"),
          Column.number("unchanged"),
          Column.number("orgs_created"),
          Column.number("orgs_deleted"));

  public static final List<Column> RESTORED =
      List.of(Column.number("orgs_created"), Column.number("members_restored"));

  private Columns() {}
}
