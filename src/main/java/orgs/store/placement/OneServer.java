package orgs.store.placement;

import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.impl.DSL;
import orgs.store.copy.Plan;
import orgs.store.copy.RowSink;
import orgs.store.load.AppendByReference;
import orgs.store.load.BulkLoad;
import orgs.store.load.ImportRow;
import orgs.store.load.LoadResult;
import orgs.store.load.MembershipLoad;
import orgs.store.load.NewOrganizations;
import orgs.store.load.RestoredIds;
import orgs.store.load.UncheckedForeignKey;
import orgs.store.model.CountedOrganization;
import orgs.store.model.DeletedOrganization;
import orgs.store.model.LoadContext;
import orgs.store.model.Member;
import orgs.store.model.MemberCount;
import orgs.store.model.MemberName;
import orgs.store.model.NameFilter;
import orgs.store.model.Organization;
import orgs.store.model.OrganizationRef;
import orgs.store.model.Page;
import orgs.store.model.PageSql;
import orgs.store.model.RefSql;
import orgs.store.session.Cursors;
import orgs.store.session.Session;

/** All rows are on one server. */
public final class OneServer implements Placement {

  private final Session session;

  /** Is made by the first append, which few commands need. */
  private AppendByReference append;

  OneServer(Session session) {
    this.session = session;
  }

  @Override
  public Session session() {
    return session;
  }

  @Override
  public void readAtOneMoment(Runnable queries) {
    session.transactions().snapshot(queries);
  }

  @Override
  public boolean joinsTemporaryTables() {
    return true;
  }

  @Override
  public Field<String[]> arrayToJoin(String[] names) {
    return DSL.val(names);
  }

  @Override
  public void lockShared(List<Organization> organizations) {
    RowLocks.shared(session, organizations);
  }

  @Override
  public void lockExclusive(List<Organization> organizations) {
    RowLocks.exclusive(session, organizations);
  }

  /** No organization may come or go: each query sees what was committed before it. */
  @Override
  public void lockToRead() {
    session.run("LOCK TABLE " + session.qualified(ORGANIZATIONS) + " IN SHARE MODE");
  }

  @Override
  public Map<String, Organization> insertOrganizations(List<String> names) {
    return NewOrganizations.insert(session, names);
  }

  @Override
  public Stream<CountedOrganization> selectCounted(NameFilter filter, Page page) {
    Field<Long> members =
        DSL.field(
            DSL.select(DSL.count().coerce(Long.class))
                .from(MEMBERS)
                .where(MEMBERS.ORG_ID.eq(ORGANIZATIONS.ORG_ID)));
    return Cursors.stream(
        session,
        PageSql.limit(
            session
                .sql()
                .select(ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME, members)
                .from(ORGANIZATIONS)
                .where(filter.checked().on(ORGANIZATIONS.ORG_NAME))
                .and(PageSql.after(page, ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME))
                .orderBy(PageSql.order(page, ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME)),
            page),
        row -> new CountedOrganization(new Organization(row.value1(), row.value2()), row.value3()));
  }

  @Override
  public DeletedOrganization delete(OrganizationRef ref) {
    return OrganizationDelete.cascade(session, ref);
  }

  @Override
  public void append(OrganizationRef ref, List<MemberName> names, Consumer<Member> added) {
    if (append == null) {
      append = new AppendByReference(session);
    }
    if (append.run(RefSql.requirePossible(ref), names, added) == 0) {
      throw RefSql.notFound(ref);
    }
  }

  /** Counts up to {@value #COUNTED_EXACTLY}, and takes the planner's estimate from there on. */
  @Override
  public MemberCount estimate(Condition members) {
    Select<?> all = DSL.selectOne().from(MEMBERS).where(members);
    Select<?> some = DSL.selectOne().from(MEMBERS).where(members).limit(COUNTED_EXACTLY);
    long counted =
        session.sql().select(DSL.count().coerce(Long.class)).from(some).fetchSingle(0, Long.class);
    return counted < COUNTED_EXACTLY
        ? new MemberCount(counted, false)
        : new MemberCount(Math.max(counted, Plan.of(session, all).rows()), true);
  }

  @Override
  public boolean trickles(Select<?> query) {
    return Plan.of(session, query).trickles();
  }

  @Override
  public long bulkInsert(LoadContext load, LongSupplier rows) {
    return BulkLoad.run(session, load, rows);
  }

  @Override
  public long withoutForeignKeyCheck(LongSupplier rows) {
    return UncheckedForeignKey.withoutCheck(session, rows);
  }

  @Override
  public LoadResult importRows(Iterator<ImportRow> rows, LoadContext load) {
    return new MembershipLoad(session).run(rows, load);
  }

  @Override
  public void export(NameFilter filter, RowSink sink) {
    ServerExport.run(session, filter, sink);
  }

  @Override
  public void settleRestoredIds(long least, long greatest) {
    RestoredIds.settle(session, least, greatest);
  }
}
