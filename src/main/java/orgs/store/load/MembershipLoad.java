package orgs.store.load;

import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;
import static orgs.store.load.StagedRows.MEMBER;
import static orgs.store.load.StagedRows.NUMBER;
import static orgs.store.load.StagedRows.ORG;

import java.util.Iterator;
import org.jooq.impl.DSL;
import orgs.store.copy.CopyWriter;
import orgs.store.model.LoadContext;
import orgs.store.session.Session;

/**
 * Loads organizations and members together: a batch of rows is copied into a temporary table, and
 * two statements take it from there.
 */
public final class MembershipLoad {

  private final Session session;
  private long organizations;
  private long members;

  public MembershipLoad(Session session) {
    this.session = session;
  }

  public LoadResult run(Iterator<ImportRow> rows, LoadContext load) {
    StagedRows batch = StagedRows.create(session);
    long added = BulkLoad.run(session, load, () -> addBatches(batch, rows, load));
    StagedRows.drop(session);
    return new LoadResult(organizations, added);
  }

  private long addBatches(StagedRows batch, Iterator<ImportRow> rows, LoadContext load) {
    members = 0;
    while (rows.hasNext()) {
      batch.copy(rows, CopyWriter.ROWS_PER_BATCH, load.phases());
      load.runPhase("adding these members", () -> add(batch));
    }
    return members;
  }

  private void add(StagedRows batch) {
    batch.analyze();
    do {
      organizations += createOrganizations();
      // An organization that existed may have been deleted before it was locked.
    } while (holdOrganizations() < StagedRows.countOrganizations(session));
    members += addMembers();
    batch.empty();
  }

  /** Creates the organizations that are missing, in the order in which they first appear. */
  private long createOrganizations() {
    return session
        .sql()
        .insertInto(ORGANIZATIONS, ORGANIZATIONS.ORG_NAME)
        .select(DSL.select(ORG).from(StagedRows.TABLE).groupBy(ORG).orderBy(DSL.min(NUMBER)))
        .onConflict(ORGANIZATIONS.ORG_NAME)
        .doNothing()
        .execute();
  }

  /** Locks the organizations, so that they can't be deleted or renamed, and counts them. */
  private long holdOrganizations() {
    return session.count(
        DSL.selectOne()
            .from(ORGANIZATIONS)
            .where(ORGANIZATIONS.ORG_NAME.in(DSL.select(ORG).from(StagedRows.TABLE)))
            .orderBy(ORGANIZATIONS.ORG_ID)
            .forKeyShare(),
        DSL.noCondition());
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
