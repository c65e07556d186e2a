package orgs.store;

import static orgs.schema.Tables.MEMBERS;
import static orgs.store.SyncSql.ROW_NAME;
import static orgs.store.SyncSql.ROW_ORG_ID;

import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record3;
import org.jooq.Record4;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** A sync of one organization: it is known, and stays. */
final class OneOrganization implements Scope {

  private final Session session;
  private Organization organization;
  private final boolean create;

  /**
   * The scope of this organization.
   *
   * @param create whether it is created when the change is certain; its id is a placeholder until
   *     then
   */
  OneOrganization(Session session, Organization organization, boolean create) {
    this.session = session;
    this.organization = organization;
    this.create = create;
  }

  @Override
  public List<TemporaryTable> tables() {
    return List.of();
  }

  @Override
  public void inSnapshot(Runnable queries) {
    session.snapshot(queries);
  }

  @Override
  public void find() {
    // It is known.
  }

  @Override
  public void lock() {
    if (create) {
      organization =
          new Organizations(session)
              .create(List.of(OrganizationName.of(organization.name())), true, one -> {})
              .get(0);
    }
    OrganizationLocks.exclusive(session, List.of(organization));
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
  public Table<?> withOrganization(Table<?> members) {
    return members;
  }

  @Override
  public Optional<Query> created() {
    return Optional.empty();
  }

  @Override
  public Optional<Query> deleted() {
    return Optional.empty();
  }

  @Override
  public Optional<Query> deletion() {
    return Optional.empty();
  }

  @Override
  public void save(Backup backup) {
    backup.organization(organization, null);
  }
}
