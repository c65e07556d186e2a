package orgs.store;

import static orgs.schema.Tables.MEMBERS;

import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.DeleteConditionStep;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Query;
import org.jooq.Record3;
import org.jooq.Record4;
import org.jooq.Select;
import org.jooq.SelectJoinStep;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Members as a file has them, and how to get there: the file goes into a temporary table, one query
 * counts each name on both sides, and one DELETE and one INSERT do the rest. What the file and the
 * organizations have in common is never touched, and neither of them is in this process's memory.
 */
public abstract class DesiredState {

  private static final Name DIFFERENCE_NAME = DSL.name("orgs_difference");
  private static final Table<?> DIFFERENCE = DSL.table(DIFFERENCE_NAME);
  private static final Field<Long> ORG_ID = bigint(DIFFERENCE_NAME, "org_id");
  private static final Field<String> NAME = varchar(DIFFERENCE_NAME, "member_name");

  /** How many more of this name the file has: below zero, when it has fewer. */
  private static final Field<Long> MORE = bigint(DIFFERENCE_NAME, "more");

  /** How often the file has this name. */
  private static final Field<Long> WANTED = bigint(DIFFERENCE_NAME, "wanted");

  private static final Name GONE_NAME = DSL.name("orgs_gone");
  static final Table<?> GONE = DSL.table(GONE_NAME);
  static final Field<Long> GONE_ORG_ID = bigint(GONE_NAME, "org_id");
  static final Field<Long> GONE_ID = bigint(GONE_NAME, "member_id");
  static final Field<String> GONE_MEMBER = varchar(GONE_NAME, "member_name");

  /** A row of what is wanted, and a row of what is there. */
  static final Name ROW = DSL.name("r");

  static final Field<Long> ROW_ORG_ID = bigint(ROW, "org_id");
  private static final Field<Long> ROW_ID = bigint(ROW, "member_id");
  static final Field<String> ROW_NAME = varchar(ROW, "member_name");
  private static final Field<Long> ROW_NUMBER = bigint(ROW, "number");

  /**
   * Which of a name's members are more than the file has. Not how many there were too many: one may
   * have gone since they were counted.
   */
  private static final Condition EXCESSIVE = bigint(ROW, "copy").gt(bigint(ROW, "kept"));

  /** Which of a name's rows in the file have no member yet. */
  private static final Condition MISSING = bigint(ROW, "copy").le(bigint(ROW, "more"));

  final Placement placement;
  final Session session;
  private long inFile;
  private long surplus;

  DesiredState(Placement placement) {
    this.placement = placement;
    this.session = placement.session();
  }

  static Field<Long> bigint(Name table, String name) {
    return DSL.field(table.append(name), SQLDataType.BIGINT);
  }

  static Field<String> varchar(Name table, String name) {
    return DSL.field(table.append(name), SQLDataType.VARCHAR);
  }

  // What follows does nothing where one organization is meant, which is known and stays.

  /** Makes room for what {@link #look} and {@link #hold} find. */
  void prepare() {}

  /** Finds the organizations that this is about, and locks nothing. */
  void look() {}

  /** Forgets what {@link #look} found. */
  void forget() {}

  /** Deletes the organizations that go; they have no members any more. */
  void deleteOrganizations() {}

  /** Prints organizations that go, after their members. */
  void printDeletedOrganizations(RowSink sink) {}

  /** Prints organizations that come, before their members. */
  void printCreatedOrganizations(RowSink sink) {}

  /** Drops what {@link #prepare} made. */
  void drop() {}

  /** Runs queries that see the same data. */
  void atOnce(Runnable queries) {
    session.snapshot(queries);
  }

  // What follows differs.

  /**
   * Locks the organizations, those that are missing having been created: nobody can add a member
   * until the transaction ends.
   */
  abstract void hold();

  /** What tells an organization from others, before and after it was created. */
  abstract Field<?> organizationKey(Field<Long> organizationId);

  /** The file's members: number, organization's id, name. */
  abstract Select<Record3<Long, Long, String>> wanted();

  /** The names of which there are more or fewer: organization's id, name, more, wanted. */
  abstract Select<Record4<Long, String, Long, Long>> differences();

  /** Counts a row of the file as one, a member as one less. */
  static Table<?> both(Select<?> wanted, Select<?> held) {
    return DSL.select(DSL.asterisk(), DSL.inline(1).as("more"))
        .from(wanted.asTable(ROW))
        .unionAll(DSL.select(DSL.asterisk(), DSL.inline(-1)).from(held.asTable(ROW)))
        .asTable(ROW);
  }

  /** Of a group. Integers: the sum of bigints would be a numeric, which is slow. */
  static Field<Long> more() {
    return DSL.sum(DSL.field(ROW.append("more"), SQLDataType.INTEGER)).coerce(SQLDataType.BIGINT);
  }

  /** Of a group, how often the file has it. */
  static Field<Long> wantedCount() {
    return DSL.count()
        .filterWhere(DSL.field(ROW.append("more"), SQLDataType.INTEGER).gt(0))
        .coerce(SQLDataType.BIGINT);
  }

  /** Whether a row of members is of the organizations that this is about. */
  abstract Condition isConcerned(Field<Long> organizationId);

  abstract long organizationsCreated();

  abstract long organizationsDeleted();

  abstract long organizationsBefore();

  /** Gives the organizations that lose members, or go, in the order of their ids. */
  abstract void saveOrganizations(Backup backup);

  /** What is printed of members. */
  abstract List<Field<?>> printed(String change, Field<Long> id);

  /** Members with what is printed of their organization. */
  abstract Table<?> named(Table<?> members);

  /**
   * Tells what {@link #sync} would change. Changes nothing.
   *
   * @param rows the file's, in its order
   * @param check is given the numbers before there are rows, and may throw
   * @param sink takes the rows of the difference, or null
   */
  public Difference diff(
      Iterator<ImportRow> rows, LoadOptions options, Consumer<Difference> check, RowSink sink) {
    Difference[] result = new Difference[1];
    Runnable work =
        () -> {
          stage(rows, options);
          look();
          result[0] = compare(options);
          check.accept(result[0]);
          if (sink != null) {
            CopyReader.run(session, removals(surplus(), EXCESSIVE), sink);
            printDeletedOrganizations(sink);
            printCreatedOrganizations(sink);
            CopyReader.run(session, additions(), sink);
          }
          dropAll();
        };
    if (session.isInTransaction()) {
      work.run();
    } else {
      atOnce(work);
    }
    return result[0];
  }

  /**
   * Makes the members those of the file, in one transaction. Members that stay keep their ids; of
   * those that are too many the youngest go.
   *
   * @param rows the file's, in its order
   * @param sink takes the rows of what was changed, or null
   * @param backup takes the members that go, or null
   * @throws StoreException (NOT_FOUND) when the organization is gone, (FAILED) when the difference
   *     became another while somebody was asked; nothing is done then
   */
  public Difference sync(
      Iterator<ImportRow> rows,
      LoadOptions options,
      Approval approval,
      RowSink sink,
      Backup backup) {
    return session.transaction(
        () -> {
          stage(rows, options);
          boolean asks = approval.asks();
          String shown = asks ? ask(approval, options) : null;
          hold();
          Difference difference = compare(options);
          approval.check(difference);
          if (asks && !shown.equals(fingerprint(difference))) {
            throw new StoreException(
                StoreException.Kind.FAILED,
                "the members changed while you were asked",
                "nothing was done; try again");
          }
          long removed = 0;
          if (difference.removed() + difference.organizationsDeleted() > 0) {
            removed = remove(options, sink, backup);
          } else if (backup != null) {
            session.complete(backup);
          }
          if (sink != null) {
            printCreatedOrganizations(sink);
          }
          if (difference.added() > 0) {
            add(difference.added(), options, sink);
          }
          dropAll();
          return difference.withRemoved(removed);
        },
        options.steps());
  }

  /** Returns what was agreed to. */
  private String ask(Approval approval, LoadOptions options) {
    look();
    Difference difference = compare(options);
    approval.check(difference);
    if (!difference.isEmpty()) {
      approval.ask(difference);
    }
    String agreed = fingerprint(difference);
    session.run("TRUNCATE orgs_difference");
    forget();
    return agreed;
  }

  /** Which names differ and by how much, not only how many do. */
  private String fingerprint(Difference difference) {
    Field<?> names =
        DSL.field(
            "sum(hashtextextended({0} || ' ' || {1} || ' ' || {2}, 0)::numeric)",
            organizationKey(ORG_ID), MORE, NAME);
    return difference
        + " "
        + session.sql().select(names).from(DIFFERENCE).fetchSingle(0, String.class);
  }

  private void stage(Iterator<ImportRow> rows, LoadOptions options) {
    StagedRows staged = StagedRows.create(session);
    session.run(
        "CREATE TEMPORARY TABLE orgs_difference"
            + " (org_id bigint, member_name varchar(50), more bigint, wanted bigint)"
            + " ON COMMIT DROP");
    prepare();
    session.run("SET LOCAL work_mem = '64MB'");
    inFile = staged.copy(rows, Long.MAX_VALUE, options.steps());
  }

  private void dropAll() {
    StagedRows.drop(session);
    session.run("DROP TABLE orgs_difference");
    drop();
  }

  private Difference compare(LoadOptions options) {
    return options.during("comparing", this::compare);
  }

  private Difference compare() {
    session.sql().insertInto(DIFFERENCE).select(differences()).execute();
    session.run("ANALYZE orgs_difference");
    Record3<Long, Long, Long> sums =
        session
            .sql()
            .select(
                total(MORE, MORE.gt(0L)),
                total(MORE.neg(), MORE.lt(0L)),
                NearlySameNames.count(DIFFERENCE, ORG_ID, NAME, MORE))
            .from(DIFFERENCE)
            .fetchSingle();
    surplus = sums.value2();
    return new Difference(
        organizationsCreated(),
        organizationsDeleted(),
        organizationsBefore(),
        sums.value1(),
        sums.value2(),
        inFile - sums.value1(),
        sums.value3());
  }

  private static Field<Long> total(Field<Long> column, Condition condition) {
    return DSL.coalesce(
        DSL.sum(column).filterWhere(condition).cast(SQLDataType.BIGINT), DSL.inline(0L));
  }

  /** The members that are too many, the youngest of each name. */
  private Table<?> surplus() {
    return DSL.select(
            MEMBERS.ORG_ID,
            MEMBERS.MEMBER_ID,
            MEMBERS.MEMBER_NAME,
            DSL.rowNumber()
                .over(
                    DSL.partitionBy(MEMBERS.ORG_ID, MEMBERS.MEMBER_NAME).orderBy(MEMBERS.MEMBER_ID))
                .as("copy"),
            WANTED.as("kept"))
        .from(MEMBERS)
        .join(DIFFERENCE)
        .on(MEMBERS.ORG_ID.eq(ORG_ID), SelectionSql.nameToJoin(surplus).eq(NAME))
        .where(isConcerned(MEMBERS.ORG_ID))
        .and(MORE.lt(0L))
        .asTable(ROW);
  }

  /** Prints members that go, from a table of them that is called like {@link #ROW}. */
  private Select<?> removals(Table<?> members, Condition which) {
    return DSL.select(printed("remove", ROW_ID))
        .from(named(members))
        .where(which)
        .orderBy(ROW_ORG_ID, ROW_ID);
  }

  /** The rows of the file whose name lacks members; the last ones of each name are to be added. */
  private Table<?> missing() {
    return DSL.select(
            ROW_NUMBER,
            ROW_ORG_ID,
            ROW_NAME,
            DSL.rowNumber()
                .over(DSL.partitionBy(ROW_ORG_ID, ROW_NAME).orderBy(ROW_NUMBER.desc()))
                .as("copy"),
            MORE.as("more"))
        .from(wanted().asTable(ROW))
        .join(DIFFERENCE)
        .on(ROW_ORG_ID.eq(ORG_ID), ROW_NAME.eq(NAME))
        .where(MORE.gt(0L))
        .asTable(ROW);
  }

  /** Prints the members that are to be added, which have no id yet. */
  private Select<?> additions() {
    return DSL.select(printed("add", DSL.inline((Long) null, SQLDataType.BIGINT)))
        .from(named(missing()))
        .where(MISSING)
        .orderBy(ROW_NUMBER);
  }

  private long remove(LoadOptions options, RowSink sink, Backup backup) {
    boolean kept = sink != null || backup != null || session.isDistributed();
    if (kept) {
      session.run(
          "CREATE TEMPORARY TABLE orgs_gone"
              + " (org_id bigint, member_id bigint, member_name varchar(50)) ON COMMIT DROP");
    }
    LongSupplier removal =
        session.isDistributed()
            ? this::removeFromNodes
            : () -> (kept ? removedToGone() : removedRows()).execute();
    long count = options.during("removing", removal::getAsLong);
    if (backup != null) {
      saveOrganizations(backup);
      CopyReader.run(session, gone().orderBy(GONE_ORG_ID, GONE_ID), backup.members());
      session.complete(backup);
    }
    if (sink != null) {
      CopyReader.run(session, removals(gone().asTable(ROW), DSL.noCondition()), sink);
      printDeletedOrganizations(sink);
    }
    if (kept) {
      session.run("DROP TABLE orgs_gone");
    }
    deleteOrganizations();
    return count;
  }

  private DeleteConditionStep<?> removedRows() {
    return session
        .sql()
        .deleteFrom(MEMBERS)
        .using(surplus())
        .where(MEMBERS.ORG_ID.eq(ROW_ORG_ID))
        .and(MEMBERS.MEMBER_ID.eq(ROW_ID))
        .and(EXCESSIVE);
  }

  /** Those that were removed, not those that were about to be: somebody may have been quicker. */
  private Query removedToGone() {
    CommonTableExpression<?> gone =
        DSL.name("gone")
            .as(removedRows().returning(MEMBERS.ORG_ID, MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME));
    return session.sql().with(gone).insertInto(GONE).select(DSL.selectFrom(gone));
  }

  /** A node can't join its members with what is here, but can be told their ids. */
  private long removeFromNodes() {
    session
        .sql()
        .insertInto(GONE)
        .select(DSL.select(ROW_ORG_ID, ROW_ID, ROW_NAME).from(surplus()).where(EXCESSIVE))
        .execute();
    return session
        .sql()
        .deleteFrom(MEMBERS)
        .where(isConcerned(MEMBERS.ORG_ID))
        .and(
            DSL.row(MEMBERS.ORG_ID, MEMBERS.MEMBER_ID)
                .in(DSL.select(GONE_ORG_ID, GONE_ID).from(GONE)))
        .execute();
  }

  private static SelectJoinStep<Record3<Long, Long, String>> gone() {
    return DSL.select(GONE_ORG_ID, GONE_ID, GONE_MEMBER).from(GONE);
  }

  private void add(long count, LoadOptions options, RowSink sink) {
    var insert =
        session
            .sql()
            .insertInto(MEMBERS, MEMBERS.ORG_ID, MEMBERS.MEMBER_NAME)
            .select(
                DSL.select(ROW_ORG_ID, ROW_NAME)
                    .from(missing())
                    .where(MISSING)
                    .orderBy(ROW_NUMBER));
    LongSupplier add =
        () -> {
          if (sink == null) {
            return options.during("adding", insert::execute);
          }
          CommonTableExpression<?> added =
              ROW.as(insert.returning(MEMBERS.ORG_ID, MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME));
          CopyReader.run(
              session,
              DSL.with(added).select(printed("add", ROW_ID)).from(named(added)).orderBy(ROW_ID),
              sink);
          return count;
        };
    if (count < BulkLoad.MANY_ROWS) {
      add.getAsLong();
    } else {
      placement.bulkInsert(options, add);
    }
  }
}
