package orgs.store.placement;

import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import orgs.store.copy.RowSink;
import orgs.store.load.Append;
import orgs.store.load.BulkLoad;
import orgs.store.load.ImportRow;
import orgs.store.load.LoadResult;
import orgs.store.load.RestoredIds;
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

/**
 * Members are distributed over the nodes of a Citus cluster, and each node has a copy of all
 * organizations. The session is one of the coordinator.
 */
final class CitusCluster extends Placement {

  CitusCluster(Session session) {
    super(session);
  }

  @Override
  public void readAtOneMoment(Runnable queries) {
    session
        .transactions()
        .read(
            () -> {
              ClusterMoment.take(session);
              queries.run();
            });
  }

  /** The coordinator's temporary tables aren't on the nodes. */
  @Override
  public boolean joinsTemporaryTables() {
    return false;
  }

  /** A node doesn't get a bind value that it has to join with. */
  @Override
  public Field<String[]> arrayToJoin(String[] names) {
    return DSL.inline(names);
  }

  @Override
  public void lockShared(List<Organization> organizations) {
    ClusterLocks.shared(session, organizations);
  }

  @Override
  public void lockExclusive(List<Organization> organizations) {
    ClusterLocks.exclusive(session, organizations);
  }

  /** The foreign key's lock is on another node. */
  @Override
  public void lockToAppend(Organization organization) {
    lockShared(List.of(organization));
  }

  /** A delete, too, takes its locks before it changes the row. */
  @Override
  public void lockToRename(OrganizationRef ref) {
    lockShared(List.of(RefSql.get(session.sql(), ref)));
  }

  /**
   * Locks all organizations in one order, so that no command that deletes them in another one waits
   * for this transaction while it waits for that.
   */
  @Override
  public void lockToDelete(List<OrganizationRef> refs) {
    if (refs.size() < 2) {
      return;
    }
    Condition named =
        refs.stream()
            .filter(RefSql::isPossible)
            .map(RefSql::condition)
            .reduce(DSL.falseCondition(), Condition::or);
    ClusterLocks.lock(
        session,
        session
            .sql()
            .select(ORGANIZATIONS.ORG_ID)
            .from(ORGANIZATIONS)
            .where(named)
            .fetch(ORGANIZATIONS.ORG_ID)
            .stream(),
        false);
  }

  /** Locks organizations before any is created, as a delete of them does. */
  @Override
  public void lockToRestore(BooleanSupplier advances, Supplier<Stream<Long>> ids) {
    if (advances.getAsBoolean()) {
      ClusterLocks.lockAll(session);
    }
    try (Stream<Long> all = ids.get()) {
      ClusterLocks.lock(session, all, true);
    }
  }

  /** No member may come or go, either: the nodes don't even see the snapshot of one query. */
  @Override
  public void lockToRead() {
    session.run(
        "LOCK TABLE "
            + session.qualified(ORGANIZATIONS)
            + ", "
            + session.qualified(MEMBERS)
            + " IN SHARE MODE");
  }

  @Override
  public Map<String, Organization> insertOrganizations(List<String> names) {
    ClusterLocks.lockSome(session);
    return super.insertOrganizations(names);
  }

  /** All nodes count at once, and only members of the page's organizations. */
  @Override
  public Stream<CountedOrganization> selectCounted(NameFilter filter, Page page) {
    Table<Record2<Long, String>> some =
        PageSql.rows(
                DSL.select(ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME)
                    .from(ORGANIZATIONS)
                    .where(filter.checked().on(ORGANIZATIONS.ORG_NAME)),
                page,
                ORGANIZATIONS.ORG_ID,
                ORGANIZATIONS.ORG_NAME)
            .asTable("organization");
    Field<Long> id = some.field(ORGANIZATIONS.ORG_ID);
    Field<String> name = some.field(ORGANIZATIONS.ORG_NAME);
    Table<Record2<Long, Long>> counted =
        DSL.select(MEMBERS.ORG_ID, DSL.count().coerce(Long.class).as("members"))
            .from(MEMBERS)
            .where(MEMBERS.ORG_ID.in(DSL.select(id).from(some)))
            .groupBy(MEMBERS.ORG_ID)
            .asTable("counted");
    Field<Long> members = DSL.coalesce(counted.field("members", Long.class), DSL.inline(0L));
    return Cursors.stream(
        session,
        session
            .sql()
            .select(id, name, members)
            .from(some)
            .leftJoin(counted)
            .on(id.eq(counted.field(MEMBERS.ORG_ID)))
            .orderBy(PageSql.order(page, id, name)),
        row -> new CountedOrganization(new Organization(row.value1(), row.value2()), row.value3()));
  }

  /** Deletes the members by a statement that counts them: the cascade is on another node. */
  @Override
  public CountedOrganization delete(OrganizationRef ref) {
    Organization organization = RefSql.get(session.sql(), ref);
    lockExclusive(List.of(organization));
    long members =
        session.sql().deleteFrom(MEMBERS).where(MEMBERS.ORG_ID.eq(organization.id())).execute();
    deleteEmptied(List.of(organization));
    return new CountedOrganization(organization, members);
  }

  /** Looks the organization up first: a node doesn't get the values of an INSERT that does so. */
  @Override
  public void append(OrganizationRef ref, List<MemberName> names, Consumer<Member> added) {
    Organization organization = RefSql.get(session.sql(), ref);
    lockToAppend(organization);
    Append.run(session, organization.id(), names.iterator(), added);
  }

  /** Counts: the coordinator has no statistics of the shards. */
  @Override
  public MemberCount estimate(Condition members) {
    return new MemberCount(session.count(MEMBERS, members), false);
  }

  /** The coordinator has all rows before it gives the first one, and no plan says so. */
  @Override
  public boolean trickles(Select<?> query) {
    return false;
  }

  /**
   * Runs it without the preparations of {@link BulkLoad}: this session's settings aren't those of
   * the nodes, and their indexes can't be dropped and built again.
   */
  @Override
  public long bulkInsert(LoadContext load, LongSupplier rows) {
    long count = rows.getAsLong();
    if (count >= BulkLoad.MANY_ROWS && mayAnalyze()) {
      BulkLoad.analyze(session, load);
    }
    return count;
  }

  /**
   * Whether the coordinator has no shards. What it has done with its own ones rules out a statement
   * for all nodes in the same transaction; autovacuum analyzes the shards then.
   */
  private boolean mayAnalyze() {
    return session
        .sql()
        .resultQuery(
            "SELECT NOT EXISTS (SELECT FROM pg_dist_shard JOIN pg_dist_placement USING"
                + " (shardid) WHERE logicalrelid = ?::regclass AND groupid = 0)",
            session.qualified(MEMBERS))
        .fetchSingle(0, Boolean.class);
  }

  /** Runs it with the check, which is the nodes'. */
  @Override
  public long withoutForeignKeyCheck(LongSupplier rows) {
    return rows.getAsLong();
  }

  @Override
  public LoadResult importRows(Iterator<ImportRow> rows, LoadContext load) {
    return new ClusterLoad(this).run(rows, load);
  }

  @Override
  public void export(NameFilter filter, RowSink sink) {
    new ClusterExport(this, filter).copyTo(sink);
  }

  @Override
  public void settleRestoredIds(long least, long greatest) {
    RestoredIds.settleOnNodes(session, least, greatest);
  }
}
