package orgs.store.placement;

import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;

import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Record4;
import org.jooq.Select;
import org.jooq.SelectConditionStep;
import org.jooq.SelectForUpdateStep;
import org.jooq.impl.DSL;
import orgs.store.copy.Plan;
import orgs.store.copy.RowSink;
import orgs.store.load.AppendByReference;
import orgs.store.load.BulkLoad;
import orgs.store.load.ImportRow;
import orgs.store.load.LoadResult;
import orgs.store.load.MembershipLoad;
import orgs.store.load.RestoredIds;
import orgs.store.load.UncheckedForeignKey;
import orgs.store.model.CountedOrganization;
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
public final class OneServer extends Placement {

  private static final String DELETED = "pg_stat_get_xact_tuples_deleted";

  /** Null until the first append, which few commands need. */
  private AppendByReference append;

  OneServer(Session session) {
    super(session);
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

  /** Locks FOR KEY SHARE, as a foreign key does. */
  @Override
  public void lockShared(List<Organization> organizations) {
    requireAll(rows(organizations).forKeyShare(), organizations);
  }

  @Override
  public void lockExclusive(List<Organization> organizations) {
    requireAll(rows(organizations).forUpdate(), organizations);
  }

  /** The organizations' rows, which are always locked in the order of their IDs. */
  private SelectForUpdateStep<Record1<Integer>> rows(List<Organization> organizations) {
    Long[] ids = Organization.ids(organizations);
    SelectConditionStep<Record1<Integer>> rows =
        session
            .sql()
            .selectOne()
            .from(ORGANIZATIONS)
            .where(
                ids.length == 1
                    ? ORGANIZATIONS.ORG_ID.eq(ids[0])
                    : ORGANIZATIONS.ORG_ID.eq(DSL.any(ids)));
    return ids.length == 1 ? rows : rows.orderBy(ORGANIZATIONS.ORG_ID);
  }

  /** No organization may come or go: each query sees what was committed before it. */
  @Override
  public void lockToRead() {
    session.run("LOCK TABLE " + session.qualified(ORGANIZATIONS) + " IN SHARE MODE");
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
        PageSql.rows(
            session
                .sql()
                .select(ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME, members)
                .from(ORGANIZATIONS)
                .where(filter.checked().on(ORGANIZATIONS.ORG_NAME)),
            page,
            ORGANIZATIONS.ORG_ID,
            ORGANIZATIONS.ORG_NAME),
        row -> new CountedOrganization(new Organization(row.value1(), row.value2()), row.value3()));
  }

  /** Deletes it by one statement whose cascade deletes the members. */
  @Override
  public CountedOrganization delete(OrganizationRef ref) {
    // The row is returned before its deletion cascades. The counter has more than the rows of this
    // transaction: also those that the server process hasn't reported yet, of other clients of a
    // pooler, too.
    Field<Long> counter =
        DSL.field(DELETED + "({0}::regclass)", Long.class, session.qualified(MEMBERS));
    Record4<Long, String, String, Long> deleted =
        session
            .sql()
            .deleteFrom(ORGANIZATIONS)
            .where(RefSql.condition(ref))
            .returningResult(
                ORGANIZATIONS.ORG_ID,
                ORGANIZATIONS.ORG_NAME,
                session.transactions().idColumn(),
                counter)
            .fetchOptional()
            .orElseThrow(() -> RefSql.notFound(ref));
    session.transactions().recordId(deleted.value3());
    Long after = membersDeleted();
    return new CountedOrganization(
        new Organization(deleted.value1(), deleted.value2()),
        after == null ? null : after - deleted.value4());
  }

  /** Null if the server doesn't count: track_counts is off, or the table is partitioned. */
  private Long membersDeleted() {
    return session
        .sql()
        .resultQuery(
            "SELECT "
                + DELETED
                + "(oid) FROM pg_class"
                + " WHERE oid = ?::regclass AND relkind = 'r'"
                + " AND current_setting('track_counts')::boolean",
            session.qualified(MEMBERS))
        .fetchOne(0, Long.class);
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
    long counted = session.count(some, DSL.noCondition());
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
