package orgs.store;

import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;
import static orgs.store.SyncSql.ROW;
import static orgs.store.SyncSql.ROW_NAME;
import static orgs.store.SyncSql.ROW_ORG_ID;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
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
 * A sync of the organizations that a file names, or of all. They are in a temporary table, because
 * there may be too many of them for this process.
 */
class ManyOrganizations implements Scope {

  private static final TemporaryTable SCOPE =
      new TemporaryTable(
          "orgs_scope", "org_id bigint, org_name varchar(50), is_new boolean, is_named boolean");

  /** Below zero for an organization that doesn't exist: {@link #find} creates none. */
  private static final Field<Long> ID = SCOPE.bigint("org_id");

  private static final Field<String> ORG_NAME = SCOPE.varchar("org_name");

  /** Whether this transaction creates it. */
  private static final Field<Boolean> IS_NEW = SCOPE.bool("is_new");

  /** Whether the file names it. */
  private static final Field<Boolean> IS_NAMED = SCOPE.bool("is_named");

  /** Placeholder ids of organizations that don't exist yet start here. */
  private static final long FIRST_PLACEHOLDER = Long.MIN_VALUE / 2;

  private static final Field<Long> NO_ID = DSL.inline((Long) null, SQLDataType.BIGINT);
  private static final Field<String> NO_NAME = DSL.inline((String) null, SQLDataType.VARCHAR);

  final Session session;
  private final boolean prune;

  /** All organizations, as this server can join them with a temporary table. */
  private final Table<?> all;

  private final Field<Long> id;
  private final Field<String> name;

  /** Whether {@link #find} has filled the table. */
  private boolean found;

  /**
   * The scope of the file's organizations.
   *
   * @param prune whether the others are deleted
   */
  ManyOrganizations(Session session, boolean prune) {
    this(session, prune, ORGANIZATIONS, ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME);
  }

  ManyOrganizations(
      Session session, boolean prune, Table<?> all, Field<Long> id, Field<String> name) {
    this.session = session;
    this.prune = prune;
    this.all = all;
    this.id = id;
    this.name = name;
  }

  @Override
  public List<TemporaryTable> tables() {
    return List.of(SCOPE);
  }

  @Override
  public void inSnapshot(Runnable queries) {
    session.moment(queries);
  }

  @Override
  public void find() {
    Field<Long> first = DSL.min(StagedRows.NUMBER).as(ROW.append("number"));
    Table<?> named =
        DSL.select(StagedRows.ORG, first)
            .from(StagedRows.TABLE)
            .groupBy(StagedRows.ORG)
            .asTable(ROW);
    Field<Long> place = TemporaryTable.bigint(ROW, "number");
    Field<String> org = TemporaryTable.varchar(ROW, "org");
    insert(
        DSL.select(
                DSL.coalesce(id, place.plus(FIRST_PLACEHOLDER)),
                org,
                DSL.field(id.isNull()),
                DSL.inline(true))
            .from(named)
            .leftJoin(all)
            .on(name.eq(org)));
    insertOthers();
    SCOPE.analyze(session);
    found = true;
  }

  @Override
  public void lock() {
    if (found) {
      SCOPE.empty(session);
    }
    lockAll();
    SCOPE.analyze(session);
  }

  /** Fills the emptied table with organizations that are locked. */
  void lockAll() {
    do {
      create();
      insertLocked(named(false));
      // One that was there may have been deleted before it was locked.
    } while (count(IS_NAMED) < StagedRows.countOrganizations(session));
    if (prune) {
      insertLocked(others(false, false));
    }
  }

  /** Inserts the organizations that the file doesn't name, where they are pruned. */
  final void insertOthers() {
    if (prune) {
      insert(others(false, false));
    }
  }

  /** Organizations that the file names and that aren't in the scope yet. */
  final SelectConditionStep<Record4<Long, String, Boolean, Boolean>> named(boolean isNew) {
    return others(isNew, true).and(name.in(DSL.select(StagedRows.ORG).from(StagedRows.TABLE)));
  }

  /** Organizations that aren't in the scope yet. */
  private SelectConditionStep<Record4<Long, String, Boolean, Boolean>> others(
      boolean isNew, boolean isNamed) {
    return DSL.select(id, name, DSL.inline(isNew), DSL.inline(isNamed))
        .from(all)
        .where(DSL.notExists(DSL.selectOne().from(SCOPE.table()).where(ORG_NAME.eq(name))));
  }

  /**
   * Names of the file that no organization has. In their order, so that two files with the same new
   * organizations don't wait for each other.
   */
  final Select<Record1<String>> missingNames() {
    return DSL.select(StagedRows.ORG)
        .from(StagedRows.TABLE)
        .where(DSL.notExists(DSL.selectOne().from(all).where(name.eq(StagedRows.ORG))))
        .groupBy(StagedRows.ORG)
        .orderBy(StagedRows.ORG);
  }

  final void insert(Select<Record4<Long, String, Boolean, Boolean>> organizations) {
    session.sql().insertInto(SCOPE.table()).select(organizations).execute();
  }

  private void insertLocked(
      SelectConditionStep<Record4<Long, String, Boolean, Boolean>> organizations) {
    insert(organizations.orderBy(ORGANIZATIONS.ORG_ID).forUpdate());
  }

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
        .insertInto(SCOPE.table())
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
        .from(SCOPE.table())
        .where(DSL.condition(which))
        .fetchSingle(0, Long.class);
  }

  @Override
  public Field<?> key(Field<Long> organizationId) {
    return DSL.field(
        DSL.select(ORG_NAME).from(SCOPE.table()).where(ID.eq(organizationId)).limit(1));
  }

  @Override
  public Condition contains(Field<Long> organizationId) {
    return organizationId.in(DSL.select(ID).from(SCOPE.table()));
  }

  @Override
  public Select<Record3<Long, Long, String>> wanted() {
    return DSL.select(StagedRows.NUMBER, ID, StagedRows.MEMBER.as(ROW_NAME))
        .from(StagedRows.TABLE)
        .join(SCOPE.table())
        .on(ORG_NAME.eq(StagedRows.ORG))
        .where(StagedRows.MEMBER.isNotNull());
  }

  @Override
  public Select<Record4<Long, String, Long, Long>> differences() {
    return DSL.select(ROW_ORG_ID, ROW_NAME, SyncSql.more(), SyncSql.wantedCount())
        .from(
            SyncSql.both(
                DSL.select(ROW_ORG_ID, ROW_NAME).from(wanted().asTable(ROW)),
                DSL.select(MEMBERS.ORG_ID, MEMBERS.MEMBER_NAME)
                    .from(MEMBERS)
                    .where(contains(MEMBERS.ORG_ID))))
        .groupBy(ROW_ORG_ID, ROW_NAME)
        .having(SyncSql.more().ne(0L));
  }

  @Override
  public SyncSummary summarize(long added, long removed, long unchanged, long nearlySame) {
    return new SyncSummary(
        count(IS_NEW),
        count(DSL.not(IS_NAMED)),
        count(DSL.not(IS_NEW)),
        added,
        removed,
        unchanged,
        nearlySame);
  }

  @Override
  public List<Field<?>> printed(String change, Field<Long> memberId) {
    return List.of(DSL.inline(change), ORG_NAME, memberId, ROW_NAME);
  }

  @Override
  public Table<?> withOrganization(Table<?> members) {
    return members.join(SCOPE.table()).on(ID.eq(ROW_ORG_ID));
  }

  @Override
  public Optional<Query> created() {
    return Optional.of(rows("add", DSL.condition(IS_NEW)));
  }

  @Override
  public Optional<Query> deleted() {
    return Optional.of(rows("remove", DSL.condition(DSL.not(IS_NAMED))));
  }

  /** An organization is printed as a row without a member, in the order of their names. */
  private static Query rows(String change, Condition which) {
    return DSL.select(DSL.inline(change), ORG_NAME, NO_ID, NO_NAME)
        .from(SCOPE.table())
        .where(which)
        .orderBy(ORG_NAME);
  }

  @Override
  public Optional<Query> deletion() {
    return prune
        ? Optional.of(
            session
                .sql()
                .deleteFrom(ORGANIZATIONS)
                .where(
                    ORGANIZATIONS.ORG_ID.in(
                        DSL.select(ID).from(SCOPE.table()).where(DSL.not(IS_NAMED)))))
        : Optional.empty();
  }

  @Override
  public void save(Backup backup) {
    try (Stream<Organization> organizations =
        session.streamAtOnce(
            session
                .sql()
                .select(ID, ORG_NAME)
                .from(SCOPE.table())
                .where(DSL.condition(DSL.not(IS_NAMED)).or(ID.in(SyncSql.goneOrganizations())))
                .orderBy(ID),
            Records.mapping(Organization::new))) {
      organizations.forEach(organization -> backup.organization(organization, null));
    }
  }
}
