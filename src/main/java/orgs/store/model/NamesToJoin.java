package orgs.store.model;

import static orgs.schema.Tables.MEMBERS;

import org.jooq.Collation;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** How members are compared with many names. */
public final class NamesToJoin {

  /** Up to this many names are looked up in the search index, which takes a second at most. */
  private static final int LOOKED_UP = 100;

  private static final Collation BYTES = DSL.collation(DSL.name("pg_catalog", "C"));

  private NamesToJoin() {}

  /** Whether this many names are looked up one by one, and not joined with. */
  public static boolean areFew(long names) {
    return names <= LOOKED_UP;
  }

  /**
   * The column, for a comparison with this many names. The planner estimates a lookup of a name in
   * the search index at a hundredth of its cost, and would do one for each; the index doesn't serve
   * a collation other than its own. Names are equal in one collation if they are in the other.
   */
  public static Field<String> column(long names) {
    return areFew(names) ? MEMBERS.MEMBER_NAME : MEMBERS.MEMBER_NAME.collate(BYTES);
  }
}
