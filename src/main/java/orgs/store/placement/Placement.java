package orgs.store.placement;

import static orgs.schema.Tables.ORGANIZATIONS;

import java.sql.SQLException;
import java.util.HashMap;
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
import org.jooq.Record1;
import org.jooq.ResultQuery;
import org.jooq.Select;
import org.jooq.impl.DSL;
import orgs.store.copy.RowSink;
import orgs.store.load.ImportRow;
import orgs.store.load.LoadResult;
import orgs.store.model.CountedOrganization;
import orgs.store.model.LoadContext;
import orgs.store.model.Member;
import orgs.store.model.MemberCount;
import orgs.store.model.MemberName;
import orgs.store.model.NameFilter;
import orgs.store.model.Organization;
import orgs.store.model.OrganizationRef;
import orgs.store.model.Page;
import orgs.store.model.StoreException;
import orgs.store.session.ConnectionSource;
import orgs.store.session.Session;
import orgs.store.session.StatementLog;
import orgs.store.session.TransactionProtocol;

/**
 * Where the rows are: the statements and the locks that differ between one server and a cluster.
 */
public abstract sealed class Placement permits OneServer, CitusCluster {

  /** Below this number a count takes a few milliseconds, and an estimate would be no faster. */
  public static final int COUNTED_EXACTLY = 10_000;

  final Session session;

  Placement(Session session) {
    this.session = session;
  }

  /**
   * Opens a connection and finds out where the rows are.
   *
   * @param schema the schema's name, not quoted
   * @param jooqReady returns when jOOQ may be used
   * @throws SQLException when there is no connection to be had
   */
  public static Placement open(
      ConnectionSource source, String schema, StatementLog log, Runnable jooqReady)
      throws SQLException {
    ConnectionSource.Opened opened = source.open();
    boolean distributed = opened.distributed();
    Session session =
        new Session(
            opened.connection(),
            source,
            schema,
            log,
            distributed ? new CitusTransactions() : new TransactionProtocol(),
            jooqReady);
    return distributed ? new CitusCluster(session) : new OneServer(session);
  }

  /** The session that the statements are sent over. */
  public final Session session() {
    return session;
  }

  /**
   * Runs queries that see the same data, on all nodes, in a transaction of their own.
   *
   * @throws IllegalStateException in an open transaction
   */
  public abstract void readAtOneMoment(Runnable queries);

  /** Whether a statement can join members or organizations with a temporary table. */
  public abstract boolean joinsTemporaryTables();

  /** An array of names that a statement joins members with. */
  public abstract Field<String[]> arrayToJoin(String[] names);

  // Locks, all of them until the transaction ends. Where a method does nothing, the statements that
  // follow lock the rows.

  /**
   * Locks organizations so that they can't be deleted.
   *
   * @throws StoreException (NOT_FOUND) when one is gone
   */
  public abstract void lockShared(List<Organization> organizations);

  /**
   * Locks organizations so that they can't be changed and get no members.
   *
   * @throws StoreException (NOT_FOUND) when one is gone
   */
  public abstract void lockExclusive(List<Organization> organizations);

  /** Locks what the foreign key of appended members doesn't lock by itself. */
  public void lockToAppend(Organization organization) {}

  /** Locks what has to be locked before the row of an organization that is renamed. */
  public void lockToRename(OrganizationRef ref) {}

  /** Locks what has to be locked before several organizations are deleted one by one. */
  public void lockToDelete(List<OrganizationRef> refs) {}

  /**
   * Locks what has to be locked before organizations are restored.
   *
   * @param advances whether the restore will also advance a sequence
   * @param ids the organizations' IDs
   */
  public void lockToRestore(BooleanSupplier advances, Supplier<Stream<Long>> ids) {}

  /** Locks the tables so that several queries of the open transaction see the same data. */
  public abstract void lockToRead();

  /**
   * Runs a query for the rows of organizations.
   *
   * @throws StoreException (NOT_FOUND) when one is gone
   */
  static void requireAll(ResultQuery<Record1<Integer>> rows, List<Organization> organizations) {
    if (rows.fetch().size() < organizations.size()) {
      throw new StoreException(
          StoreException.Kind.NOT_FOUND,
          organizations.size() == 1
              ? "the organization no longer exists"
              : "one of the organizations no longer exists");
    }
  }

  // Organizations.

  /**
   * Inserts organizations, and returns those that are new by their names; ON CONFLICT decides which
   * are new, so there is no race with a look-up.
   */
  public Map<String, Organization> insertOrganizations(List<String> names) {
    var insert = session.sql().insertInto(ORGANIZATIONS, ORGANIZATIONS.ORG_NAME);
    for (String name : names) {
      insert = insert.values(name);
    }
    Map<String, Organization> created = new HashMap<>();
    insert
        .onConflict(ORGANIZATIONS.ORG_NAME)
        .doNothing()
        .returningResult(
            ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME, session.transactions().idColumn())
        .fetch(session.transactions().recordingId(Organization::new))
        .forEach(organization -> created.put(organization.name(), organization));
    return created;
  }

  /** Streams organizations with the numbers of their members. Close the stream. */
  public abstract Stream<CountedOrganization> selectCounted(NameFilter filter, Page page);

  /**
   * Deletes an organization and its members.
   *
   * @throws StoreException (NOT_FOUND) when there is none
   */
  public abstract CountedOrganization delete(OrganizationRef ref);

  /** Deletes organizations that have no members any more. */
  public final void deleteEmptied(List<Organization> organizations) {
    session
        .sql()
        .deleteFrom(ORGANIZATIONS)
        .where(ORGANIZATIONS.ORG_ID.eq(DSL.any(Organization.ids(organizations))))
        .execute();
  }

  // Members.

  /**
   * Appends members in the order of their names.
   *
   * @param names at least one
   * @param added is given each new member
   * @throws StoreException (NOT_FOUND) when there is no such organization
   */
  public abstract void append(OrganizationRef ref, List<MemberName> names, Consumer<Member> added);

  /** Counts members, or estimates their number where they are many and that costs less. */
  public abstract MemberCount estimate(Condition members);

  /** Whether the server expects a long query whose rows come one by one. */
  public abstract boolean trickles(Select<?> query);

  /**
   * Runs a bulk insert of members of organizations that the transaction has created or locked.
   *
   * @param rows inserts them, and returns how many there were
   */
  public abstract long bulkInsert(LoadContext load, LongSupplier rows);

  /**
   * Runs a statement that inserts members of locked organizations, without the foreign key's check
   * where that is possible.
   */
  public abstract long withoutForeignKeyCheck(LongSupplier rows);

  /** Imports rows in their order, with the organizations that are missing. */
  public abstract LoadResult importRows(Iterator<ImportRow> rows, LoadContext load);

  /** Gives all members to a sink, as their organization's name and their own. */
  public abstract void export(NameFilter filter, RowSink sink);

  /**
   * Keeps member IDs unique after a restore.
   *
   * @throws StoreException (EXISTS) when another member has an ID of this range
   */
  public abstract void settleRestoredIds(long least, long greatest);
}
