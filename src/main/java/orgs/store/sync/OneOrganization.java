package orgs.store.sync;

import static orgs.schema.Tables.MEMBERS;
import static orgs.store.sync.SyncSql.ROW_NAME;
import static orgs.store.sync.SyncSql.ROW_ORG_ID;

import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record3;
import org.jooq.Record4;
import org.jooq.Select;
import org.jooq.impl.DSL;
import orgs.store.backup.Backup;
import orgs.store.load.StagedRows;
import orgs.store.model.Organization;
import orgs.store.model.OrganizationName;
import orgs.store.model.OrganizationRef;
import orgs.store.model.RefSql;
import orgs.store.placement.Placement;
import orgs.store.session.Session;

/** A sync of one organization, which is known and never deleted. */
public final class OneOrganization implements Scope {

  private final Placement placement;
  private final Session session;
  private Organization organization;
  private final boolean create;

  /**
   * The scope of this organization.
   *
   * @param create whether it is created when the change is certain; its id is a placeholder until
   *     then
   */
  public OneOrganization(Placement placement, Organization organization, boolean create) {
    this.placement = placement;
    this.session = placement.session();
    this.organization = organization;
    this.create = create;
  }

  @Override
  public void inSnapshot(Runnable queries) {
    session.transactions().snapshot(queries);
  }

  @Override
  public void lock() {
    if (create) {
      String name = OrganizationName.of(organization.name()).text();
      Organization created = placement.insertOrganizations(List.of(name)).get(name);
      organization =
          created == null ? RefSql.get(session.sql(), new OrganizationRef.ByName(name)) : created;
    }
    placement.lockExclusive(List.of(organization));
  }

  @Override
  public Field<?> key(Field<Long> organizationId) {
    return DSL.inline("");
  }

  @Override
  public Condition contains(Field<Long> organizationId) {
    return organizationId.eq(DSL.inline(organization.id()));
  }

  @Override
  public Select<Record3<Long, Long, String>> wanted() {
    return DSL.select(
            StagedRows.NUMBER,
            DSL.inline(organization.id()).as(ROW_ORG_ID),
            StagedRows.MEMBER.as(ROW_NAME))
        .from(StagedRows.TABLE);
  }

  /** The organization stays out of what is grouped, which is a third faster. */
  @Override
  public Select<Record4<Long, String, Long, Long>> differences() {
    return DSL.select(
            DSL.inline(organization.id()), ROW_NAME, SyncSql.more(), SyncSql.wantedCount())
        .from(
            SyncSql.both(
                DSL.select(StagedRows.MEMBER.as(ROW_NAME)).from(StagedRows.TABLE),
                DSL.select(MEMBERS.MEMBER_NAME).from(MEMBERS).where(contains(MEMBERS.ORG_ID))))
        .groupBy(ROW_NAME)
        .having(SyncSql.more().ne(0L));
  }

  @Override
  public SyncSummary summarize(long added, long removed, long unchanged, long nearlySame) {
    return new SyncSummary(0, 0, 1, added, removed, unchanged, nearlySame);
  }

  @Override
  public List<Field<?>> printed(String change, Field<Long> id) {
    return List.of(DSL.inline(change), id, ROW_NAME);
  }

  @Override
  public void save(Backup backup) {
    backup.organization(organization, null);
  }
}
