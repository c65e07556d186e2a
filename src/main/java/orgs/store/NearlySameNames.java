package orgs.store;

import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Names of a difference that are the same except for blanks, case or Unicode normalization: to a
 * reader, one name is removed and added again.
 */
final class NearlySameNames {

  /** More names aren't looked at: each costs some microseconds. */
  private static final int MOST = 100_000;

  /** What may be between the letters, compatible forms of blanks being spaces already. */
  private static final String BLANKS =
      " \t\n\u000b\f\r\u0085\u00ad\u1680\u200b\u200c\u200d\u2028\u2029\u2060\ufeff";

  private NearlySameNames() {}

  /**
   * How many there are, in a query on the difference.
   *
   * @param more above zero for a name that is missing, below for one that goes
   */
  static Field<Long> count(
      Table<?> difference, Field<Long> organization, Field<String> name, Field<Long> more) {
    Field<String> text = name.cast(SQLDataType.CLOB);
    Field<String> reduced =
        DSL.field(
            "pg_catalog.lower(pg_catalog.translate(normalize({0}, NFKC), {1}, ''))",
            SQLDataType.CLOB, text, DSL.val(BLANKS, SQLDataType.CLOB));
    Table<?> pairs =
        DSL.select(DSL.sum(more).filterWhere(more.gt(0L)).as("added"))
            .from(difference)
            .groupBy(organization, reduced)
            .having(DSL.min(more).lt(0L))
            .asTable("pairs");
    Field<Long> pairsCount =
        DSL.field(
            DSL.select(
                    DSL.coalesce(DSL.sum(DSL.field("added", SQLDataType.BIGINT)), 0)
                        .cast(SQLDataType.BIGINT))
                .from(pairs));
    return DSL.when(
            DSL.count().le(MOST).and(DSL.min(more).lt(0L)).and(DSL.max(more).gt(0L)), pairsCount)
        .otherwise(0L);
  }
}
