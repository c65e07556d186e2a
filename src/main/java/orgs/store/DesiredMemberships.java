package orgs.store;

import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;

import java.util.List;
import java.util.stream.Stream;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Record1;
import org.jooq.Record3;
import org.jooq.Record4;
import org.jooq.Records;
import org.jooq.Select;
import org.jooq.SelectConditionStep;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Organizations and their members, as a file has them: those that the file names, or all. They are
 * kept in a temporary table as well, for there may be too many of them for this process.
 */
final class DesiredMemberships extends DesiredState {

  private static final Name NAME = DSL.name("orgs_scope");
  private static final Table<?> SCOPE = DSL.table(NAME);

  /** Below zero for an organization that doesn't exist: {@link #look} creates none. */
  private static final Field<Long> ID = bigint(NAME, "org_id");

  private static final Field<String> ORG_NAME = varchar(NAME, "org_name");

  /** Whether this transaction creates it. */
  private static final Field<Boolean> IS_NEW =
      DSL.field(NAME.append("is_new"), SQLDataType.BOOLEAN);

  /** Whether the file names it. */
  private static final Field<Boolean> IS_NAMED =
      DSL.field(NAME.append("is_named"), SQLDataType.BOOLEAN);

  private static final Name KNOWN_NAME = DSL.name("orgs_known");

  /** A copy of all organizations: the nodes of a cluster can't join theirs with what is here. */
  private static final Table<?> KNOWN = DSL.table(KNOWN_NAME);

  /** From here on ids are of nobody, for organizations that don't exist. */
  private static final long NOBODY = Long.MIN_VALUE / 2;

  private static final Field<Long> NONE = DSL.inline((Long) null, SQLDataType.BIGINT);
  private static final Field<String> NO_NAME = DSL.inline((String) null, SQLDataType.VARCHAR);

  private final boolean prune;

  /** All organizations: the table, or on a cluster its copy. */
  private final Table<?> known;

  private final Field<Long> knownId;
  private final Field<String> knownName;

  DesiredMemberships(Placement placement, boolean prune) {
    super(placement);
    this.prune = prune;
    boolean copied = session.isDistributed();
    known = copied ? KNOWN : ORGANIZATIONS;
    knownId = copied ? bigint(KNOWN_NAME, "org_id") : ORGANIZATIONS.ORG_ID;
    knownName = copied ? varchar(KNOWN_NAME, "org_name") : ORGANIZATIONS.ORG_NAME;
  }

  @Override
  void prepare() {
    session.run(
        "CREATE TEMPORARY TABLE orgs_scope"
            + " (org_id bigint, org_name varchar(50), is_new boolean, is_named boolean)"
            + " ON COMMIT DROP");
    if (session.isDistributed()) {
      session.run(
          "CREATE TEMPORARY TABLE orgs_known (org_id bigint, org_name varchar(50)) ON COMMIT DROP");
    }
  }

  @Override
  void atOnce(Runnable queries) {
    placement.readAtOneMoment(queries);
  }

  private void copyKnown() {
    session.run("TRUNCATE orgs_known");
    session
        .sql()
        .insertInto(KNOWN)
        .select(DSL.select(ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME).from(ORGANIZATIONS))
        .execute();
    session.run("ANALYZE orgs_known");
  }

  @Override
  void look() {
    if (session.isDistributed()) {
      copyKnown();
    }
    Field<Long> first = DSL.min(StagedRows.NUMBER).as(ROW.append("number"));
    Table<?> named =
        DSL.select(StagedRows.ORG, first)
            .from(StagedRows.TABLE)
            .groupBy(StagedRows.ORG)
            .asTable(ROW);
    Field<Long> place = bigint(ROW, "number");
    session
        .sql()
        .insertInto(SCOPE)
        .select(
            DSL.select(
                    DSL.coalesce(knownId, place.plus(NOBODY)),
                    varchar(ROW, "org"),
                    DSL.field(knownId.isNull()),
                    DSL.inline(true))
                .from(named)
                .leftJoin(known)
                .on(knownName.eq(varchar(ROW, "org"))))
        .execute();
    if (prune) {
      session.sql().insertInto(SCOPE).select(unknown(false, false)).execute();
    }
    analyze();
  }

  /** Organizations that are not in the scope yet. */
  private SelectConditionStep<Record4<Long, String, Boolean, Boolean>> unknown(
      boolean isNew, boolean isNamed) {
    return DSL.select(knownId, knownName, DSL.inline(isNew), DSL.inline(isNamed))
        .from(known)
        .where(DSL.notExists(DSL.selectOne().from(SCOPE).where(ORG_NAME.eq(knownName))));
  }

  @Override
  void forget() {
    session.run("TRUNCATE orgs_scope");
  }

  @Override
  void hold() {
    if (session.isDistributed()) {
      holdOnCluster();
      return;
    }
    do {
      create();
      lock(unknown(false, true).and(isNamed()));
      // One that was there may have gone before it was locked.
    } while (count(IS_NAMED) < StagedRows.countOrganizations(session));
    if (prune) {
      lock(unknown(false, false));
    }
    analyze();
  }

  private Condition isNamed() {
    return knownName.in(DSL.select(StagedRows.ORG).from(StagedRows.TABLE));
  }

  /**
   * A lock on each of many organizations would be too many: nobody changes any meanwhile. Other
   * programs, which know nothing of the first lock, wait for that of the tables.
   */
  private void holdOnCluster() {
    ClusterLocks.lockAll(session);
    session.run(
        "LOCK TABLE %s, %s IN SHARE ROW EXCLUSIVE MODE"
            .formatted(session.qualified(ORGANIZATIONS), session.qualified(MEMBERS)));
    copyKnown();
    session.sql().insertInto(SCOPE).select(unknown(false, true).and(isNamed())).execute();
    session
        .sql()
        .insertInto(ORGANIZATIONS, ORGANIZATIONS.ORG_NAME)
        .select(missingNames())
        .execute();
    copyKnown();
    session.sql().insertInto(SCOPE).select(unknown(true, true).and(isNamed())).execute();
    if (prune) {
      session.sql().insertInto(SCOPE).select(unknown(false, false)).execute();
    }
    analyze();
  }

  /** Names of the file that no organization has. By name, as {@link #create} says. */
  private Select<Record1<String>> missingNames() {
    return DSL.select(StagedRows.ORG)
        .from(StagedRows.TABLE)
        .where(DSL.notExists(DSL.selectOne().from(known).where(knownName.eq(StagedRows.ORG))))
        .groupBy(StagedRows.ORG)
        .orderBy(StagedRows.ORG);
  }

  private void lock(SelectConditionStep<Record4<Long, String, Boolean, Boolean>> organizations) {
    session
        .sql()
        .insertInto(SCOPE)
        .select(organizations.orderBy(ORGANIZATIONS.ORG_ID).forUpdate())
        .execute();
  }

  /** By name, so that two files with the same new organizations don't wait for each other. */
  private void create() {
    CommonTableExpression<?> created =
        DSL.name("created")
            .as(
                session
                    .sql()
                    .insertInto(ORGANIZATIONS, ORGANIZATIONS.ORG_NAME)
                    .select(missingNames())
                    .onConflict(ORGANIZATIONS.ORG_NAME)
                    .doNothing()
                    .returning(ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME));
    session
        .sql()
        .with(created)
        .insertInto(SCOPE)
        .select(
            DSL.select(
                    created.field(ORGANIZATIONS.ORG_ID),
                    created.field(ORGANIZATIONS.ORG_NAME),
                    DSL.inline(true),
                    DSL.inline(true))
                .from(created))
        .execute();
  }

  private long count(Field<Boolean> which) {
    return session
        .sql()
        .selectCount()
        .from(SCOPE)
        .where(DSL.condition(which))
        .fetchSingle(0, Long.class);
  }

  private void analyze() {
    session.run("ANALYZE orgs_scope");
  }

  @Override
  Field<?> organizationKey(Field<Long> organizationId) {
    return DSL.field(DSL.select(ORG_NAME).from(SCOPE).where(ID.eq(organizationId)).limit(1));
  }

  @Override
  Select<Record3<Long, Long, String>> wanted() {
    return DSL.select(StagedRows.NUMBER, ID, StagedRows.MEMBER.as(ROW_NAME))
        .from(StagedRows.TABLE)
        .join(SCOPE)
        .on(ORG_NAME.eq(StagedRows.ORG))
        .where(StagedRows.MEMBER.isNotNull());
  }

  @Override
  Select<Record4<Long, String, Long, Long>> differences() {
    return DSL.select(ROW_ORG_ID, ROW_NAME, more(), wantedCount())
        .from(
            both(
                DSL.select(ROW_ORG_ID, ROW_NAME).from(wanted().asTable(ROW)),
                DSL.select(MEMBERS.ORG_ID, MEMBERS.MEMBER_NAME)
                    .from(MEMBERS)
                    .where(isConcerned(MEMBERS.ORG_ID))))
        .groupBy(ROW_ORG_ID, ROW_NAME)
        .having(more().ne(0L));
  }

  @Override
  Condition isConcerned(Field<Long> organizationId) {
    return organizationId.in(DSL.select(ID).from(SCOPE));
  }

  @Override
  long organizationsCreated() {
    return count(IS_NEW);
  }

  @Override
  long organizationsDeleted() {
    return count(DSL.not(IS_NAMED));
  }

  @Override
  long organizationsBefore() {
    return count(DSL.not(IS_NEW));
  }

  @Override
  void deleteOrganizations() {
    if (prune) {
      session
          .sql()
          .deleteFrom(ORGANIZATIONS)
          .where(ORGANIZATIONS.ORG_ID.in(DSL.select(ID).from(SCOPE).where(DSL.not(IS_NAMED))))
          .execute();
    }
  }

  @Override
  void printDeletedOrganizations(RowSink sink) {
    print("remove", DSL.condition(DSL.not(IS_NAMED)), sink);
  }

  @Override
  void printCreatedOrganizations(RowSink sink) {
    print("add", DSL.condition(IS_NEW), sink);
  }

  /** An organization of its own is a row without a member, in the order of their names. */
  private void print(String change, Condition which, RowSink sink) {
    CopyReader.run(
        session,
        DSL.select(DSL.inline(change), ORG_NAME, NONE, NO_NAME)
            .from(SCOPE)
            .where(which)
            .orderBy(ORG_NAME),
        sink);
  }

  @Override
  void saveOrganizations(Backup backup) {
    try (Stream<Organization> organizations =
        session.streamAtOnce(
            session
                .sql()
                .select(ID, ORG_NAME)
                .from(SCOPE)
                .where(
                    DSL.condition(DSL.not(IS_NAMED)).or(ID.in(DSL.select(GONE_ORG_ID).from(GONE))))
                .orderBy(ID),
            Records.mapping(Organization::new))) {
      organizations.forEach(organization -> backup.organization(organization, null));
    }
  }

  @Override
  List<Field<?>> printed(String change, Field<Long> id) {
    return List.of(DSL.inline(change), ORG_NAME, id, ROW_NAME);
  }

  @Override
  Table<?> named(Table<?> members) {
    return members.join(SCOPE).on(ID.eq(ROW_ORG_ID));
  }

  @Override
  void drop() {
    session.run("DROP TABLE orgs_scope");
    if (session.isDistributed()) {
      session.run("DROP TABLE orgs_known");
    }
  }
}
