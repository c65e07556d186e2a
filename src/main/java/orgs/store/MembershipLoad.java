package orgs.store;

import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;

import java.util.Iterator;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Loads organizations and members together: a batch of rows is copied into a temporary table, and
 * two statements take it from there.
 */
final class MembershipLoad {

  private static final long ROWS_PER_BATCH = 250_000;

  private static final Table<?> BATCH = DSL.table(DSL.name("orgs_import"));
  private static final Field<Long> NUMBER =
      DSL.field(DSL.name("orgs_import", "number"), SQLDataType.BIGINT);
  private static final Field<String> ORG =
      DSL.field(DSL.name("orgs_import", "org"), SQLDataType.VARCHAR);
  private static final Field<String> MEMBER =
      DSL.field(DSL.name("orgs_import", "member"), SQLDataType.VARCHAR);

  private final Session session;
  private long organizations;
  private long members;

  MembershipLoad(Session session) {
    this.session = session;
  }

  LoadResult run(Iterator<Membership> rows, LoadOptions options) {
    session.run(
        "CREATE TEMPORARY TABLE orgs_import (number bigint, org varchar(50), member varchar(50))"
            + " ON COMMIT DROP");
    long added = BulkLoad.into(session, options, () -> copyBatches(rows, options));
    session.run("DROP TABLE orgs_import");
    return new LoadResult(organizations, added);
  }

  private long copyBatches(Iterator<Membership> rows, LoadOptions options) {
    members = 0;
    while (rows.hasNext()) {
      copyBatch(rows);
      options.steps().during("adding these members", this::addBatch);
    }
    return members;
  }

  private void addBatch() {
    // The planner knows nothing of a new temporary table, and guesses nested loops.
    session.run("ANALYZE orgs_import");
    do {
      organizations += createOrganizations();
      // One that was there may have gone before it was held.
    } while (holdOrganizations() < countOrganizations());
    members += addMembers();
    session.run("TRUNCATE orgs_import");
  }

  private void copyBatch(Iterator<Membership> rows) {
    try (CopyWriter copy = new CopyWriter(session, "orgs_import", NUMBER, ORG, MEMBER)) {
      for (long i = 0; i < ROWS_PER_BATCH && rows.hasNext(); i++) {
        Membership row = rows.next();
        copy.number(i).tab().name(NameRules.organization(row.organization())).tab();
        copy.name(row.member() == null ? null : NameRules.member(row.member())).end();
      }
      copy.finish();
    }
  }

  /** Ids follow the order in which the organizations first appear. */
  private long createOrganizations() {
    return session
        .sql()
        .insertInto(ORGANIZATIONS, ORGANIZATIONS.ORG_NAME)
        .select(DSL.select(ORG).from(BATCH).groupBy(ORG).orderBy(DSL.min(NUMBER)))
        .onConflictDoNothing()
        .execute();
  }

  /** Nobody can delete or rename them until the transaction ends. */
  private long holdOrganizations() {
    return session
        .sql()
        .selectCount()
        .from(
            DSL.selectOne()
                .from(ORGANIZATIONS)
                .where(ORGANIZATIONS.ORG_NAME.in(DSL.select(ORG).from(BATCH)))
                .forKeyShare())
        .fetchSingle(0, Long.class);
  }

  private long countOrganizations() {
    return session.sql().select(DSL.countDistinct(ORG)).from(BATCH).fetchSingle(0, Long.class);
  }

  private long addMembers() {
    return session
        .sql()
        .insertInto(MEMBERS, MEMBERS.ORG_ID, MEMBERS.MEMBER_NAME)
        .select(
            DSL.select(ORGANIZATIONS.ORG_ID, MEMBER)
                .from(BATCH)
                .join(ORGANIZATIONS)
                .on(ORGANIZATIONS.ORG_NAME.eq(ORG))
                .where(MEMBER.isNotNull())
                .orderBy(NUMBER))
        .execute();
  }
}
