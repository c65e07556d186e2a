package orgs.cli.load;

import java.util.List;
import java.util.function.Function;
import orgs.cli.rows.Columns;
import orgs.output.Column;
import orgs.store.SyncSummary;

/**
 * What diff and sync print.
 *
 * @param changes the columns of a change
 * @param numbers the columns of the only row with {@code --summary}
 * @param row the values of this row
 */
public record SyncColumns(
    List<Column> changes, List<Column> numbers, Function<SyncSummary, Object[]> row) {

  /** For the members of one organization. */
  public static final SyncColumns MEMBERS =
      new SyncColumns(
          Columns.MEMBER_CHANGE,
          Columns.MEMBER_CHANGES,
          summary -> new Object[] {summary.added(), summary.removed(), summary.unchanged()});

  /** For organizations and members together. */
  public static final SyncColumns MEMBERSHIPS =
      new SyncColumns(
          Columns.MEMBERSHIP_CHANGE,
          Columns.MEMBERSHIP_CHANGES,
          summary ->
              new Object[] {
                summary.added(),
                summary.removed(),
                summary.unchanged(),
                summary.organizationsCreated(),
                summary.organizationsDeleted()
              });
}
