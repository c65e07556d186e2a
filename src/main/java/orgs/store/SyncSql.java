package orgs.store;

import static orgs.schema.Tables.MEMBERS;

import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.DeleteConditionStep;
import org.jooq.Field;
import org.jooq.InsertReturningStep;
import org.jooq.Name;
import org.jooq.Query;
import org.jooq.Record1;
import org.jooq.Record3;
import org.jooq.Select;
import org.jooq.SelectJoinStep;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import orgs.schema.tables.records.MembersRecord;

/** The statements of a sync, on temporary tables and on members. */
final class SyncSql {

  static final TemporaryTable DIFFERENCE =
      new TemporaryTable(
          "orgs_difference", "org_id bigint, member_name varchar(50), more bigint, wanted bigint");

  private static final Field<Long> ORG_ID = DIFFERENCE.bigint("org_id");
  private static final Field<String> NAME = DIFFERENCE.varchar("member_name");

  /** How many more of this name the file has: below zero, when it has fewer. */
  private static final Field<Long> MORE = DIFFERENCE.bigint("more");

  /** How often the file has this name. */
  private static final Field<Long> WANTED = DIFFERENCE.bigint("wanted");

  /** The members that were removed. */
  static final TemporaryTable GONE =
      new TemporaryTable("orgs_gone", "org_id bigint, member_id bigint, member_name varchar(50)");

  private static final Field<Long> GONE_ORG_ID = GONE.bigint("org_id");
  private static final Field<Long> GONE_ID = GONE.bigint("member_id");
  private static final Field<String> GONE_NAME = GONE.varchar("member_name");

  /** A row of the file, or of members. */
  static final Name ROW = DSL.name("r");

  static final Field<Long> ROW_ORG_ID = TemporaryTable.bigint(ROW, "org_id");
  private static final Field<Long> ROW_ID = TemporaryTable.bigint(ROW, "member_id");
  static final Field<String> ROW_NAME = TemporaryTable.varchar(ROW, "member_name");
  private static final Field<Long> ROW_NUMBER = TemporaryTable.bigint(ROW, "number");
  private static final Field<Integer> ROW_MORE = DSL.field(ROW.append("more"), SQLDataType.INTEGER);

  /**
   * Which of a name's members are more than the file has. Not how many there were too many: one may
   * have been removed since they were counted.
   */
  private static final Condition EXCESSIVE =
      TemporaryTable.bigint(ROW, "copy").gt(TemporaryTable.bigint(ROW, "kept"));

  /** Which of a name's rows in the file have no member yet. */
  private static final Condition MISSING =
      TemporaryTable.bigint(ROW, "copy").le(TemporaryTable.bigint(ROW, "more"));

  private final Session session;
  private final Scope scope;

  SyncSql(Session session, Scope scope) {
    this.session = session;
    this.scope = scope;
  }

  /** Counts a row of the file as one, a member as one less. */
  static Table<?> both(Select<?> wanted, Select<?> held) {
    return DSL.select(DSL.asterisk(), DSL.inline(1).as("more"))
        .from(wanted.asTable(ROW))
        .unionAll(DSL.select(DSL.asterisk(), DSL.inline(-1)).from(held.asTable(ROW)))
        .asTable(ROW);
  }

  /**
   * The sum of a group of {@link #both}. Of integers: that of bigints would be numeric, and slow.
   */
  static Field<Long> more() {
    return DSL.sum(ROW_MORE).coerce(SQLDataType.BIGINT);
  }

  /** How often the file has a group of {@link #both}. */
  static Field<Long> wantedCount() {
    return DSL.count().filterWhere(ROW_MORE.gt(0)).coerce(SQLDataType.BIGINT);
  }

  /** The ids of the organizations that have lost members. */
  static Select<Record1<Long>> goneOrganizations() {
    return DSL.select(GONE_ORG_ID).from(GONE.table());
  }

  /**
   * Fills {@link #DIFFERENCE}, and returns the numbers.
   *
   * @param inFile how many members the file has
   */
  SyncSummary compare(long inFile) {
    session.sql().insertInto(DIFFERENCE.table()).select(scope.differences()).execute();
    DIFFERENCE.analyze(session);
    Record3<Long, Long, Long> sums =
        session
            .sql()
            .select(
                total(MORE, MORE.gt(0L)),
                total(MORE.neg(), MORE.lt(0L)),
                NearlySameNames.count(DIFFERENCE.table(), ORG_ID, NAME, MORE))
            .from(DIFFERENCE.table())
            .fetchSingle();
    return scope.summarize(sums.value1(), sums.value2(), inFile - sums.value1(), sums.value3());
  }

  private static Field<Long> total(Field<Long> column, Condition condition) {
    return DSL.coalesce(
        DSL.sum(column).filterWhere(condition).cast(SQLDataType.BIGINT), DSL.inline(0L));
  }

  String hashOfDifference() {
    Field<?> hash =
        DSL.field(
            "sum(hashtextextended({0} || ' ' || {1} || ' ' || {2}, 0)::numeric)",
            scope.key(ORG_ID), MORE, NAME);
    return session.sql().select(hash).from(DIFFERENCE.table()).fetchSingle(0, String.class);
  }

  /**
   * The members that are too many, the youngest of each name.
   *
   * @param count how many there are
   */
  private Table<?> surplus(long count) {
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
        .join(DIFFERENCE.table())
        .on(MEMBERS.ORG_ID.eq(ORG_ID), SelectionSql.nameToJoin(count).eq(NAME))
        .where(scope.contains(MEMBERS.ORG_ID))
        .and(MORE.lt(0L))
        .asTable(ROW);
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
        .from(scope.wanted().asTable(ROW))
        .join(DIFFERENCE.table())
        .on(ROW_ORG_ID.eq(ORG_ID), ROW_NAME.eq(NAME))
        .where(MORE.gt(0L))
        .asTable(ROW);
  }

  /** The printed rows of members that are to be removed, so many. */
  Query removals(long count) {
    return printedRemovals(surplus(count), EXCESSIVE);
  }

  /** The printed rows of members that were removed. */
  Query removed() {
    return printedRemovals(gone().asTable(ROW), DSL.noCondition());
  }

  private Query printedRemovals(Table<?> members, Condition which) {
    return DSL.select(scope.printed("remove", ROW_ID))
        .from(scope.withOrganization(members))
        .where(which)
        .orderBy(ROW_ORG_ID, ROW_ID);
  }

  /** The printed rows of members that are to be added, which have no id yet. */
  Query additions() {
    return DSL.select(scope.printed("add", DSL.inline((Long) null, SQLDataType.BIGINT)))
        .from(scope.withOrganization(missing()))
        .where(MISSING)
        .orderBy(ROW_NUMBER);
  }

  InsertReturningStep<MembersRecord> insertion() {
    return session
        .sql()
        .insertInto(MEMBERS, MEMBERS.ORG_ID, MEMBERS.MEMBER_NAME)
        .select(
            DSL.select(ROW_ORG_ID, ROW_NAME).from(missing()).where(MISSING).orderBy(ROW_NUMBER));
  }

  /** The insertion, with the printed rows of its members as the result. */
  Query added(InsertReturningStep<MembersRecord> insertion) {
    CommonTableExpression<?> added =
        ROW.as(insertion.returning(MEMBERS.ORG_ID, MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME));
    return DSL.with(added)
        .select(scope.printed("add", ROW_ID))
        .from(scope.withOrganization(added))
        .orderBy(ROW_ID);
  }

  /**
   * Deletes the members that are too many, and returns how many there were.
   *
   * @param count how many were counted
   * @param kept whether they go to {@link #GONE}, as they always do on a cluster
   */
  long remove(long count, boolean kept) {
    if (session.isDistributed()) {
      return removeFromNodes(count);
    }
    return (kept ? deletionToGone(count) : deletion(count)).execute();
  }

  private DeleteConditionStep<?> deletion(long count) {
    return session
        .sql()
        .deleteFrom(MEMBERS)
        .using(surplus(count))
        .where(MEMBERS.ORG_ID.eq(ROW_ORG_ID))
        .and(MEMBERS.MEMBER_ID.eq(ROW_ID))
        .and(EXCESSIVE);
  }

  /** Keeps the removed members, not those that were about to be: others may have been quicker. */
  private Query deletionToGone(long count) {
    CommonTableExpression<?> gone =
        DSL.name("gone")
            .as(deletion(count).returning(MEMBERS.ORG_ID, MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME));
    return session.sql().with(gone).insertInto(GONE.table()).select(DSL.selectFrom(gone));
  }

  /** A node can't join its members with a temporary table, but can be given their ids. */
  private long removeFromNodes(long count) {
    session
        .sql()
        .insertInto(GONE.table())
        .select(DSL.select(ROW_ORG_ID, ROW_ID, ROW_NAME).from(surplus(count)).where(EXCESSIVE))
        .execute();
    return session
        .sql()
        .deleteFrom(MEMBERS)
        .where(scope.contains(MEMBERS.ORG_ID))
        .and(
            DSL.row(MEMBERS.ORG_ID, MEMBERS.MEMBER_ID)
                .in(DSL.select(GONE_ORG_ID, GONE_ID).from(GONE.table())))
        .execute();
  }

  /** The removed members as a backup takes them. */
  Query saved() {
    return gone().orderBy(GONE_ORG_ID, GONE_ID);
  }

  private static SelectJoinStep<Record3<Long, Long, String>> gone() {
    return DSL.select(GONE_ORG_ID, GONE_ID, GONE_NAME).from(GONE.table());
  }
}
