package orgs.store.load;

import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The organizations of a backup, in a temporary table of the transaction that restores them. */
public final class RestoredRows {

  private static final Name NAME = DSL.name("orgs_restored");

  public static final Table<?> TABLE = DSL.table(NAME);

  public static final Field<Long> ID = DSL.field(NAME.append("org_id"), SQLDataType.BIGINT);

  public static final Field<String> ORG_NAME = DSL.field(NAME.append("org_name"), SQLDataType.VARCHAR);

  /** The ID of the organization that a merge put the members into, or null. */
  public static final Field<Long> MERGED_INTO = DSL.field(NAME.append("merged_into"), SQLDataType.BIGINT);

  private RestoredRows() {}
}
