package orgs.store;

import java.util.Iterator;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Rows of a file on their way: a temporary table that COPY fills, so that one statement can take
 * them from there and this process never holds them. It is gone with the transaction, at the
 * latest.
 */
final class StagedRows {

  private static final Name NAME = DSL.name("orgs_rows");

  static final Table<?> TABLE = DSL.table(NAME);

  /** The place of a row in the file. */
  static final Field<Long> NUMBER = DSL.field(NAME.append("number"), SQLDataType.BIGINT);

  /** Null where all rows are of one organization that is known. */
  static final Field<String> ORG = DSL.field(NAME.append("org"), SQLDataType.VARCHAR);

  /** Null for an organization without members. */
  static final Field<String> MEMBER = DSL.field(NAME.append("member"), SQLDataType.VARCHAR);

  private final Session session;

  private StagedRows(Session session) {
    this.session = session;
  }

  /** Makes room. To be ended in the same transaction. */
  static StagedRows create(Session session) {
    session.run(
        "CREATE TEMPORARY TABLE orgs_rows (number bigint, org varchar(50), member varchar(50))"
            + " ON COMMIT DROP");
    return new StagedRows(session);
  }

  /**
   * Sends rows, up to a number of them.
   *
   * @return the number of members among them
   */
  long copy(Iterator<ImportRow> rows, long atMost, LoadContext.Phases phases) {
    long members = 0;
    try (CopyWriter copy =
        new CopyWriter(session, session.quoted(TABLE.getName()), NUMBER, ORG, MEMBER)) {
      for (long i = 0; i < atMost && rows.hasNext(); i++) {
        ImportRow row = rows.next();
        copy.number(i).tab();
        copy.name(row.organization() == null ? null : row.organization().text()).tab();
        copy.name(row.member() == null ? null : row.member().text()).end();
        members += row.member() == null ? 0 : 1;
      }
      phases.run("waiting for the last rows", copy::finish);
    }
    return members;
  }

  /** How many organizations the rows name. */
  static long countOrganizations(Session session) {
    return session.sql().select(DSL.countDistinct(ORG)).from(TABLE).fetchSingle(0, Long.class);
  }

  /** The planner knows nothing of a new temporary table, and guesses nested loops. */
  void analyze() {
    session.run("ANALYZE orgs_rows");
  }

  void empty() {
    session.run("TRUNCATE orgs_rows");
  }

  /** Before the transaction ends, so that another one may come in it. */
  static void drop(Session session) {
    session.run("DROP TABLE orgs_rows");
  }

  /** Rows of one organization, from their names. */
  static Iterator<ImportRow> ofOne(Iterator<MemberName> names) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return names.hasNext();
      }

      @Override
      public ImportRow next() {
        return new ImportRow(null, names.next());
      }
    };
  }
}
