package orgs.store.load;

import org.jooq.Field;
import org.jooq.Table;

/** The organizations of a backup, in a temporary table of the transaction that restores them. */
public final class RestoredRows {

  public static final TemporaryTable ROWS =
      new TemporaryTable(
          "orgs_restored", "org_id bigint, org_name varchar(50), merged_into bigint");

  public static final Table<?> TABLE = ROWS.table();

  public static final Field<Long> ID = ROWS.bigint("org_id");

  public static final Field<String> ORG_NAME = ROWS.varchar("org_name");

  /** The ID of the organization that a merge put the members into, or null. */
  public static final Field<Long> MERGED_INTO = ROWS.bigint("merged_into");

  private RestoredRows() {}
}
