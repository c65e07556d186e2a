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
 * have in common is never touched, and neither of them is in this process's memory.
 */
public final class Sync {

  private final Session session;
  private final Scope scope;
  private final SyncSql sql;

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
    Comparison comparison = new Comparison(rows, load, check, sink);
    if (session.isInTransaction()) {
      comparison.run();
    } else {
      scope.inSnapshot(comparison);
    }
    return comparison.summary;
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
          long inFile = stage(rows, load);
          String agreed = approval.asks() ? ask(inFile, approval, load) : null;
          scope.lock();
          SyncSummary summary = compare(inFile, load);
          approval.check(summary);
          if (agreed != null && !agreed.equals(fingerprint(summary))) {
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
  private String ask(long inFile, Approval approval, LoadContext load) {
    scope.find();
    SyncSummary summary = compare(inFile, load);
    approval.check(summary);
    if (!summary.isEmpty()) {
      approval.ask(summary);
    }
    String agreed = fingerprint(summary);
    SyncSql.DIFFERENCE.empty(session);
    return agreed;
  }

  /** Which names differ and by how much, not only how many do. */
  private String fingerprint(SyncSummary summary) {
    return summary + " " + sql.hashOfDifference();
  }

  /** Sends the file, and returns how many members it has. */
  private long stage(Iterator<ImportRow> rows, LoadContext load) {
    StagedRows staged = StagedRows.create(session);
    SyncSql.DIFFERENCE.create(session);
    scope.tables().forEach(table -> table.create(session));
    session.run("SET LOCAL work_mem = '64MB'");
    return staged.copy(rows, Long.MAX_VALUE, load.phases());
  }

  private void dropTables() {
    StagedRows.drop(session);
    SyncSql.DIFFERENCE.drop(session);
    scope.tables().forEach(table -> table.drop(session));
  }

  private SyncSummary compare(long inFile, LoadContext load) {
    return load.runPhase("comparing", () -> sql.compare(inFile));
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

  /** A {@link #diff}, which is run once. */
  private final class Comparison implements Runnable {

    private final Iterator<ImportRow> rows;
    private final LoadContext load;
    private final Consumer<SyncSummary> check;
    private final RowSink sink;
    private SyncSummary summary;

    Comparison(
        Iterator<ImportRow> rows, LoadContext load, Consumer<SyncSummary> check, RowSink sink) {
      this.rows = rows;
      this.load = load;
      this.check = check;
      this.sink = sink;
    }

    @Override
    public void run() {
      long inFile = stage(rows, load);
      scope.find();
      summary = compare(inFile, load);
      check.accept(summary);
      if (sink != null) {
        CopyReader.run(session, sql.removals(summary.removed()), sink);
        scope.deleted().ifPresent(query -> CopyReader.run(session, query, sink));
        scope.created().ifPresent(query -> CopyReader.run(session, query, sink));
        CopyReader.run(session, sql.additions(), sink);
      }
      dropTables();
    }
  }
}
