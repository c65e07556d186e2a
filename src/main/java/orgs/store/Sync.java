package orgs.store;

import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jooq.InsertReturningStep;
import org.jooq.Query;
import orgs.schema.tables.records.MembersRecord;

/**
 * Makes members equal to a file: the file goes into a temporary table, one query counts each name
 * on both sides, and one DELETE and one INSERT do the rest. What the file and the organizations
 * have in common is never touched, and neither of them is in this process's memory. A sync is run
 * once.
 */
public final class Sync {

  private final Session session;
  private final Scope scope;
  private final SyncSql sql;

  /** How many members the file has. */
  private long inFile;

  /** The numbers of the last comparison. */
  private SyncSummary summary;

  Sync(Session session, Scope scope) {
    this.session = session;
    this.scope = scope;
    this.sql = new SyncSql(session, scope);
  }

  /**
   * Finds out what {@link #apply} would change, and changes nothing.
   *
   * @param rows the file's, in its order
   * @param check is given the numbers before there are rows, and may throw
   * @param sink takes the rows of the difference, or null
   */
  public SyncSummary diff(
      Iterator<ImportRow> rows, LoadContext load, Consumer<SyncSummary> check, RowSink sink) {
    Runnable comparison = () -> printDifference(rows, load, check, sink);
    if (session.isInTransaction()) {
      comparison.run();
    } else {
      scope.inSnapshot(comparison);
    }
    return summary;
  }

  private void printDifference(
      Iterator<ImportRow> rows, LoadContext load, Consumer<SyncSummary> check, RowSink sink) {
    inFile = createTables().copy(rows, Long.MAX_VALUE, load.phases());
    scope.find();
    compare(load);
    check.accept(summary);
    if (sink != null) {
      CopyReader.run(session, sql.removals(summary.removed()), sink);
      scope.deleted().ifPresent(query -> CopyReader.run(session, query, sink));
      scope.created().ifPresent(query -> CopyReader.run(session, query, sink));
      CopyReader.run(session, sql.additions(), sink);
    }
    dropTables();
  }

  /**
   * Makes the members those of the file, in one transaction. Members that stay keep their ids; of
   * those that are too many the youngest are removed.
   *
   * @param rows the file's, in its order
   * @param sink takes the rows of what was changed, or null
   * @param backup takes the members that are removed, or null
   * @throws StoreException (NOT_FOUND) when the organization is gone, (FAILED) when the difference
   *     became another while a person was asked; nothing is done then
   */
  public SyncSummary apply(
      Iterator<ImportRow> rows, LoadContext load, Approval approval, RowSink sink, Backup backup) {
    return session.transaction(
        () -> {
          inFile = createTables().copy(rows, Long.MAX_VALUE, load.phases());
          String agreed = approval.asks() ? ask(approval, load) : null;
          scope.lock();
          compare(load);
          approval.check(summary);
          if (agreed != null && !agreed.equals(fingerprint())) {
            throw new StoreException(
                StoreException.Kind.FAILED,
                "the members changed while you were asked",
                "nothing was done; try again");
          }
          long removed = 0;
          if (summary.removed() + summary.organizationsDeleted() > 0) {
            removed = remove(summary.removed(), load, sink, backup);
          } else if (backup != null) {
            session.complete(backup);
          }
          if (sink != null) {
            scope.created().ifPresent(query -> CopyReader.run(session, query, sink));
          }
          if (summary.added() > 0) {
            add(summary.added(), load, sink);
          }
          dropTables();
          return summary.withRemoved(removed);
        },
        load.phases());
  }

  /** Asks a person, and returns the fingerprint of the change that was agreed to. */
  private String ask(Approval approval, LoadContext load) {
    scope.find();
    compare(load);
    approval.check(summary);
    if (!summary.isEmpty()) {
      approval.ask(summary);
    }
    String agreed = fingerprint();
    SyncSql.DIFFERENCE.empty(session);
    return agreed;
  }

  /** Which names differ and by how much, not only how many do. */
  private String fingerprint() {
    return summary + " " + sql.hashOfDifference();
  }

  /** Creates the temporary tables, and returns the one for the file. */
  private StagedRows createTables() {
    StagedRows staged = StagedRows.create(session);
    SyncSql.DIFFERENCE.create(session);
    scope.tables().forEach(table -> table.create(session));
    session.run("SET LOCAL work_mem = '64MB'");
    return staged;
  }

  private void dropTables() {
    StagedRows.drop(session);
    SyncSql.DIFFERENCE.drop(session);
    scope.tables().forEach(table -> table.drop(session));
  }

  private void compare(LoadContext load) {
    summary = load.runPhase("comparing", () -> sql.compare(inFile));
  }

  /** Removes the members that are too many, and the organizations that the file doesn't name. */
  private long remove(long surplus, LoadContext load, RowSink sink, Backup backup) {
    boolean kept = sink != null || backup != null || session.isDistributed();
    if (kept) {
      SyncSql.GONE.create(session);
    }
    long count = load.runPhase("removing", () -> sql.remove(surplus, kept));
    if (backup != null) {
      scope.save(backup);
      CopyReader.run(session, sql.saved(), backup.members());
      session.complete(backup);
    }
    if (sink != null) {
      CopyReader.run(session, sql.removed(), sink);
      scope.deleted().ifPresent(query -> CopyReader.run(session, query, sink));
    }
    if (kept) {
      SyncSql.GONE.drop(session);
    }
    scope.deletion().ifPresent(Query::execute);
    return count;
  }

  private void add(long count, LoadContext load, RowSink sink) {
    InsertReturningStep<MembersRecord> insert = sql.insertion();
    LongSupplier add =
        sink == null
            ? () -> load.runPhase("adding", () -> insert.execute())
            : () -> CopyReader.run(session, sql.added(insert), sink);
    if (count < BulkLoad.MANY_ROWS) {
      add.getAsLong();
    } else {
      BulkLoad.into(session, load, add);
    }
  }
}
