package orgs.store;

import java.util.Iterator;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * The rows of a file in a temporary table, which COPY fills, so that one statement can read them
 * and this process never holds them. The table is dropped with the transaction, at the latest.
 */
final class StagedRows {

  private static final TemporaryTable ROWS =
      new TemporaryTable("orgs_rows", "number bigint, org varchar(50), member varchar(50)");

  static final Table<?> TABLE = ROWS.table();

  /** The place of a row in the file. */
  static final Field<Long> NUMBER = ROWS.bigint("number");

  /** Null if all rows are members of one organization that is known. */
  static final Field<String> ORG = ROWS.varchar("org");

  /** Null for an organization without members. */
  static final Field<String> MEMBER = ROWS.varchar("member");

  private final Session session;

  private StagedRows(Session session) {
    this.session = session;
  }

  /** Creates the table, for the open transaction. */
  static StagedRows create(Session session) {
    ROWS.create(session);
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

  /** The number of organizations that the rows name. */
  static long countOrganizations(Session session) {
    return session.sql().select(DSL.countDistinct(ORG)).from(TABLE).fetchSingle(0, Long.class);
  }

  void analyze() {
    ROWS.analyze(session);
  }

  void empty() {
    ROWS.empty(session);
  }

  static void drop(Session session) {
    ROWS.drop(session);
  }

  /** Makes rows of one organization from names of members. */
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
