package orgs.store;

import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;
import static orgs.store.StagedRows.MEMBER;
import static orgs.store.StagedRows.NUMBER;
import static orgs.store.StagedRows.ORG;

import java.util.Iterator;
import org.jooq.impl.DSL;

/**
 * Loads organizations and members together: a batch of rows is copied into a temporary table, and
 * two statements take it from there.
 */
final class MembershipLoad {

  private final Session session;
  private long organizations;
  private long members;

  MembershipLoad(Session session) {
    this.session = session;
  }

  LoadResult run(Iterator<ImportRow> rows, LoadContext load) {
    StagedRows batch = StagedRows.create(session);
    long added = BulkLoad.into(session, load, () -> addBatches(batch, rows, load));
    StagedRows.drop(session);
    return new LoadResult(organizations, added);
  }

  private long addBatches(StagedRows batch, Iterator<ImportRow> rows, LoadContext load) {
    members = 0;
    while (rows.hasNext()) {
      batch.copy(rows, BulkLoad.ROWS_PER_BATCH, load.phases());
      load.runPhase("adding these members", () -> add(batch));
    }
    return members;
  }

  private void add(StagedRows batch) {
    batch.analyze();
    do {
      organizations += createOrganizations();
      // One that was there may have gone before it was held.
    } while (holdOrganizations() < StagedRows.countOrganizations(session));
    members += addMembers();
    batch.empty();
  }

  /** Ids follow the order in which the organizations first appear. */
  private long createOrganizations() {
    return session
        .sql()
        .insertInto(ORGANIZATIONS, ORGANIZATIONS.ORG_NAME)
        .select(DSL.select(ORG).from(StagedRows.TABLE).groupBy(ORG).orderBy(DSL.min(NUMBER)))
        .onConflict(ORGANIZATIONS.ORG_NAME)
        .doNothing()
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
                .where(ORGANIZATIONS.ORG_NAME.in(DSL.select(ORG).from(StagedRows.TABLE)))
                .orderBy(ORGANIZATIONS.ORG_ID)
                .forKeyShare())
        .fetchSingle(0, Long.class);
  }

  private long addMembers() {
    return session
        .sql()
        .insertInto(MEMBERS, MEMBERS.ORG_ID, MEMBERS.MEMBER_NAME)
        .select(
            DSL.select(ORGANIZATIONS.ORG_ID, MEMBER)
                .from(StagedRows.TABLE)
                .join(ORGANIZATIONS)
                .on(ORGANIZATIONS.ORG_NAME.eq(ORG))
                .where(MEMBER.isNotNull())
                .orderBy(NUMBER))
        .execute();
  }
}
