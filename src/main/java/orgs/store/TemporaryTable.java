package orgs.store;

import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * A temporary table, which ends with its transaction at the latest.
 *
 * @param columns with their types, as SQL text
 */
record TemporaryTable(String name, String columns) {

  Table<?> table() {
    return DSL.table(DSL.name(name));
  }

  Field<Long> bigint(String column) {
    return bigint(DSL.name(name), column);
  }

  Field<String> varchar(String column) {
    return varchar(DSL.name(name), column);
  }

  Field<Boolean> bool(String column) {
    return DSL.field(DSL.name(name).append(column), SQLDataType.BOOLEAN);
  }

  static Field<Long> bigint(Name table, String column) {
    return DSL.field(table.append(column), SQLDataType.BIGINT);
  }

  static Field<String> varchar(Name table, String column) {
    return DSL.field(table.append(column), SQLDataType.VARCHAR);
  }

  void create(Session session) {
    session.run("CREATE TEMPORARY TABLE " + name + " (" + columns + ") ON COMMIT DROP");
  }

  void empty(Session session) {
    session.run("TRUNCATE " + name);
  }

  /** The planner knows nothing of a new temporary table, and guesses nested loops. */
  void analyze(Session session) {
    session.run("ANALYZE " + name);
  }

  /** Drops it before the transaction ends, so that the same work may come again in it. */
  void drop(Session session) {
    session.run("DROP TABLE " + name);
  }
}
