package orgs.store.placement;

import java.sql.SQLException;
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
import org.jooq.Select;
import orgs.store.copy.RowSink;
import orgs.store.load.ImportRow;
import orgs.store.load.LoadResult;
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
import orgs.store.session.ConnectionSource;
import orgs.store.session.Session;
import orgs.store.session.StatementLog;
import orgs.store.session.TransactionProtocol;

/**
 * Where the rows are: the statements and the locks that differ between one server and a cluster.
 */
public sealed interface Placement permits OneServer, CitusCluster {

  /** Below this number a count takes a few milliseconds, and an estimate would be no faster. */
  int COUNTED_EXACTLY = 10_000;

  /**
   * Opens a connection and finds out where the rows are.
   *
   * @param schema the schema's name, not quoted
   * @param jooqReady returns when jOOQ may be used
   * @throws SQLException when there is no connection to be had
   */
  static Placement open(
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
  Session session();

  /**
   * Runs queries that see the same data, on all nodes, in a transaction of their own.
   *
   * @throws IllegalStateException in an open transaction
   */
  void readAtOneMoment(Runnable queries);

  /** Whether a statement can join members or organizations with a temporary table. */
  boolean joinsTemporaryTables();

  /** An array of names that a statement joins members with. */
  Field<String[]> arrayToJoin(String[] names);

  // Locks, all of them until the transaction ends. Where a method does nothing, the statements that
  // follow lock the rows.

  /**
   * Locks organizations so that they can't be deleted.
   *
   * @throws StoreException (NOT_FOUND) when one is gone
   */
  void lockShared(List<Organization> organizations);

  /**
   * Locks organizations so that they can't be changed and get no members.
   *
   * @throws StoreException (NOT_FOUND) when one is gone
   */
  void lockExclusive(List<Organization> organizations);

  /** Locks what the foreign key of appended members doesn't lock by itself. */
  default void lockToAppend(Organization organization) {}

  /** Locks what has to be locked before the row of an organization that is renamed. */
  default void lockToRename(OrganizationRef ref) {}

  /** Locks what has to be locked before several organizations are deleted one by one. */
  default void lockToDelete(List<OrganizationRef> refs) {}

  /**
   * Locks what has to be locked before organizations are restored.
   *
   * @param advances whether the restore will also advance a sequence
   * @param ids the organizations' IDs
   */
  default void lockToRestore(BooleanSupplier advances, Supplier<Stream<Long>> ids) {}

  /** Locks the tables so that several queries of the open transaction see the same data. */
  void lockToRead();

  // Organizations.

  /** Inserts organizations, and returns those that are new by their names. */
  Map<String, Organization> insertOrganizations(List<String> names);

  /** Streams organizations with the numbers of their members. Close the stream. */
  Stream<CountedOrganization> selectCounted(NameFilter filter, Page page);

  /**
   * Deletes an organization and its members.
   *
   * @throws StoreException (NOT_FOUND) when there is none
   */
  DeletedOrganization delete(OrganizationRef ref);

  // Members.

  /**
   * Appends members in the order of their names.
   *
   * @param names at least one
   * @param added is given each new member
   * @throws StoreException (NOT_FOUND) when there is no such organization
   */
  void append(OrganizationRef ref, List<MemberName> names, Consumer<Member> added);

  /** Counts members, or estimates their number where they are many and that costs less. */
  MemberCount estimate(Condition members);

  /** Whether the server expects a long query whose rows come one by one. */
  boolean trickles(Select<?> query);

  /**
   * Runs a bulk insert of members of organizations that the transaction has created or locked.
   *
   * @param rows inserts them, and returns how many there were
   */
  long bulkInsert(LoadContext load, LongSupplier rows);

  /**
   * Runs a statement that inserts members of locked organizations, without the foreign key's check
   * where that is possible.
   */
  long withoutForeignKeyCheck(LongSupplier rows);

  /** Imports rows in their order, with the organizations that are missing. */
  LoadResult importRows(Iterator<ImportRow> rows, LoadContext load);

  /** Gives all members to a sink, as their organization's name and their own. */
  void export(NameFilter filter, RowSink sink);

  /**
   * Keeps member IDs unique after a restore.
   *
   * @throws StoreException (EXISTS) when another member has an ID of this range
   */
  void settleRestoredIds(long least, long greatest);
}
