package orgs.store.load;

import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import orgs.store.session.Session;

/**
 * A temporary table, which is dropped with its transaction at the latest.
 *
 * @param columns the columns with their types, as SQL text
 */
public record TemporaryTable(String name, String columns) {

  public Table<?> table() {
    return DSL.table(DSL.name(name));
  }

  public Field<Long> bigint(String column) {
    return bigint(DSL.name(name), column);
  }

  public Field<String> varchar(String column) {
    return varchar(DSL.name(name), column);
  }

  public Field<Boolean> bool(String column) {
    return DSL.field(DSL.name(name).append(column), SQLDataType.BOOLEAN);
  }

  public static Field<Long> bigint(Name table, String column) {
    return DSL.field(table.append(column), SQLDataType.BIGINT);
  }

  public static Field<String> varchar(Name table, String column) {
    return DSL.field(table.append(column), SQLDataType.VARCHAR);
  }

  public void create(Session session) {
    session.run("CREATE TEMPORARY TABLE " + name + " (" + columns + ") ON COMMIT DROP");
  }

  public void empty(Session session) {
    session.run("TRUNCATE " + name);
  }

  /** Analyzes the table: without statistics the planner would choose nested loops. */
  public void analyze(Session session) {
    session.run("ANALYZE " + name);
  }

  /** Drops the table before the transaction ends, so that there can be another one in it. */
  public void drop(Session session) {
    session.run("DROP TABLE " + name);
  }
}
