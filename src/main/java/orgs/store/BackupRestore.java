package orgs.store;

import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;
import static orgs.store.StoreException.Kind.EXISTS;

import java.util.Iterator;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Record1;
import org.jooq.Record4;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import orgs.schema.tables.Members;
import orgs.store.SavedBackup.SavedMember;
import orgs.store.SavedBackup.SavedOrganization;

/**
 * Brings organizations and members back with their ids. Organizations that are still there get
 * their members back; an id that somebody else has meanwhile undoes everything.
 */
final class BackupRestore {

  private static final Name NAME = DSL.name("orgs_restored");
  private static final Table<?> RESTORED = DSL.table(NAME);
  private static final Field<Long> ID = DSL.field(NAME.append("org_id"), SQLDataType.BIGINT);
  private static final Field<String> ORG_NAME =
      DSL.field(NAME.append("org_name"), SQLDataType.VARCHAR);
  private static final Field<Long> MERGED_INTO =
      DSL.field(NAME.append("merged_into"), SQLDataType.BIGINT);

  /** Half of what there is is enough for what comes. */
  private static final long GREATEST_ID = Long.MAX_VALUE / 2;

  private final Session session;
  private long least = Long.MAX_VALUE;
  private long greatest = Long.MIN_VALUE;

  BackupRestore(Session session) {
    this.session = session;
  }

  LoadResult run(SavedBackup backup, LoadContext load) {
    stage(backup.organizations());
    refuseNamesakes();
    Long greatestOrganization = greatestOrganization();
    if (session.isDistributed()) {
      holdOnCluster(greatestOrganization);
    }
    refuseTakenOrganizations();
    requireRoom(greatestOrganization);
    long created = createOrganizations();
    holdOrganizations();
    long members =
        BulkLoad.into(
            session,
            load,
            () -> {
              long copied = SqlErrors.withGivenIds(() -> copy(backup.members(), load));
              if (copied > 0) {
                requireRoom(greatest);
                load.runPhase("checking the ids", this::settleIds);
              }
              return copied;
            });
    advance(ORGANIZATIONS, ORGANIZATIONS.ORG_ID, greatestOrganization);
    advance(MEMBERS, MEMBERS.MEMBER_ID, members == 0 ? null : Long.valueOf(greatest));
    session.run("DROP TABLE orgs_restored");
    return new LoadResult(created, members);
  }

  private void stage(Iterator<SavedOrganization> organizations) {
    session.run(
        "CREATE TEMPORARY TABLE orgs_restored"
            + " (org_id bigint, org_name varchar(50), merged_into bigint) ON COMMIT DROP");
    try (CopyWriter copy =
        new CopyWriter(session, session.quoted(RESTORED.getName()), ID, ORG_NAME, MERGED_INTO)) {
      while (organizations.hasNext()) {
        SavedOrganization saved = organizations.next();
        copy.number(saved.id()).tab().name(saved.name().text()).tab();
        if (saved.mergedInto() == null) {
          copy.name(null).end();
        } else {
          copy.number(saved.mergedInto()).end();
        }
      }
      copy.finish();
    }
    session.run("ANALYZE orgs_restored");
  }

  /**
   * Before any is created, as commands that delete them do. Also those that a merge put the members
   * into, which are to leave them. In another database a sequence is to be moved at the end, under
   * a lock of the table: nobody may hold an organization then and wait for one that came here.
   */
  private void holdOnCluster(Long greatestOrganization) {
    if (isToAdvance(ORGANIZATIONS, ORGANIZATIONS.ORG_ID, greatestOrganization)) {
      ClusterLocks.holdAll(session);
    }
    Select<Record1<Long>> ids =
        DSL.select(ID)
            .from(RESTORED)
            .unionAll(DSL.select(MERGED_INTO).from(RESTORED).where(MERGED_INTO.isNotNull()));
    try (Stream<Long> all =
        session.streamAtOnce(session.sql().selectFrom(ids.asTable("held")), Record1::value1)) {
      ClusterLocks.hold(session, all, true);
    }
  }

  /** Their ids are known to differ; names are in no order. */
  private void refuseNamesakes() {
    session
        .sql()
        .select(ORG_NAME)
        .from(RESTORED)
        .groupBy(ORG_NAME)
        .having(DSL.count().gt(1))
        .limit(1)
        .fetchOptional(ORG_NAME)
        .ifPresent(
            name -> {
              throw new StoreException(
                  StoreException.Kind.FAILED,
                  "the backup has several organizations named '" + name + "'",
                  "nothing was restored");
            });
  }

  /** An organization that is there has both the id and the name, or neither. */
  private void refuseTakenOrganizations() {
    Condition sameId = ORGANIZATIONS.ORG_ID.eq(ID);
    Condition sameName = ORGANIZATIONS.ORG_NAME.eq(ORG_NAME);
    session
        .sql()
        .selectFrom(
            conflicts(sameId, DSL.not(sameName))
                .unionAll(conflicts(sameName, DSL.not(sameId)))
                .asTable("conflict", "id", "name", "there_id", "there_name"))
        .limit(1)
        .fetchOptional()
        .ifPresent(
            row -> {
              boolean id = row.value1().equals(row.value3());
              throw new StoreException(
                  EXISTS,
                  id
                      ? "the id %d of '%s' is '%s' now"
                          .formatted(row.value1(), row.value2(), row.value4())
                      : "the name '%s' has been taken by organization %d"
                          .formatted(row.value2(), row.value3()),
                  id
                      ? "nothing was restored; if it is the same organization, give --as '"
                          + row.value4()
                          + "'"
                      : "nothing was restored; --as NAME restores one organization under another"
                          + " name");
            });
  }

  private Select<Record4<Long, String, Long, String>> conflicts(Condition join, Condition not) {
    return session
        .sql()
        .select(ID, ORG_NAME, ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME)
        .from(RESTORED)
        .join(ORGANIZATIONS)
        .on(join)
        .where(not);
  }

  private long createOrganizations() {
    return session
        .sql()
        .insertInto(ORGANIZATIONS, ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME)
        .select(
            DSL.select(ID, ORG_NAME)
                .from(RESTORED)
                .where(
                    DSL.notExists(
                        DSL.selectOne().from(ORGANIZATIONS).where(ORGANIZATIONS.ORG_ID.eq(ID))))
                .orderBy(ID))
        .execute();
  }

  /** Nobody can delete or rename them until the transaction ends. */
  private void holdOrganizations() {
    long held =
        session
            .sql()
            .selectCount()
            .from(
                DSL.selectOne()
                    .from(ORGANIZATIONS)
                    .where(ORGANIZATIONS.ORG_ID.in(DSL.select(ID).from(RESTORED)))
                    .orderBy(ORGANIZATIONS.ORG_ID)
                    .forKeyShare())
            .fetchSingle(0, Long.class);
    long all = session.sql().selectCount().from(RESTORED).fetchSingle(0, Long.class);
    if (held < all) {
      throw new StoreException(
          StoreException.Kind.FAILED,
          "an organization was deleted meanwhile",
          "nothing was restored; try again");
    }
  }

  private long copy(Iterator<SavedMember> members, LoadContext load) {
    try (CopyWriter copy =
        CopyWriter.into(session, MEMBERS, MEMBERS.ORG_ID, MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME)) {
      while (members.hasNext()) {
        SavedMember saved = members.next();
        least = Math.min(least, saved.id());
        greatest = Math.max(greatest, saved.id());
        copy.number(saved.organizationId()).tab().number(saved.id()).tab();
        copy.name(saved.name().text()).end();
      }
      load.runPhase("waiting for the last rows", copy::finish);
      return copy.rows();
    }
  }

  /** A member has its id alone: where it was merged into another organization it leaves that. */
  private void settleIds() {
    if (session.isDistributed()) {
      settleIdsOnNodes();
      return;
    }
    Members other = MEMBERS.as("other");
    Condition same =
        other.MEMBER_ID.eq(MEMBERS.MEMBER_ID).and(other.MEMBER_ID.between(least, greatest));
    session
        .sql()
        .deleteFrom(other)
        .using(MEMBERS, RESTORED)
        .where(same)
        .and(MEMBERS.ORG_ID.eq(ID))
        .and(other.ORG_ID.eq(MERGED_INTO))
        .execute();
    session
        .sql()
        .select(other.MEMBER_ID)
        .from(other)
        .where(other.MEMBER_ID.between(least, greatest))
        .and(
            DSL.exists(
                DSL.selectOne()
                    .from(MEMBERS)
                    .where(same)
                    .and(MEMBERS.ORG_ID.ne(other.ORG_ID))
                    .and(MEMBERS.ORG_ID.in(DSL.select(ID).from(RESTORED)))))
        .limit(1)
        .fetchOptional(other.MEMBER_ID)
        .ifPresent(
            id -> {
              throw SqlErrors.takenMemberId(id, null);
            });
  }

  /** The same id on two nodes: all count it, and the one that coordinates adds up. */
  private void settleIdsOnNodes() {
    session
        .sql()
        .select(ID, MERGED_INTO)
        .from(RESTORED)
        .where(MERGED_INTO.isNotNull())
        .fetch()
        .forEach(
            merged ->
                session
                    .sql()
                    .deleteFrom(MEMBERS)
                    .where(MEMBERS.ORG_ID.eq(merged.value2()))
                    .and(
                        MEMBERS.MEMBER_ID.in(
                            DSL.select(MEMBERS.MEMBER_ID)
                                .from(MEMBERS)
                                .where(MEMBERS.ORG_ID.eq(merged.value1()))))
                    .execute());
    session
        .sql()
        .select(MEMBERS.MEMBER_ID)
        .from(MEMBERS)
        .where(MEMBERS.MEMBER_ID.between(least, greatest))
        .groupBy(MEMBERS.MEMBER_ID)
        .having(DSL.count().gt(1))
        .limit(1)
        .fetchOptional(MEMBERS.MEMBER_ID)
        .ifPresent(
            id -> {
              throw SqlErrors.takenMemberId(id, null);
            });
  }

  /** A sequence can't be put back by a rollback, and behind the last id there is none. */
  private static void requireRoom(Long id) {
    if (id != null && id > GREATEST_ID) {
      throw new StoreException(
          StoreException.Kind.INVALID,
          "the id " + id + " leaves no room for new ones",
          "nothing was restored");
    }
  }

  private Long greatestOrganization() {
    return session.sql().select(DSL.max(ID)).from(RESTORED).fetchSingle(0, Long.class);
  }

  /**
   * Sees to it that new rows get ids behind this one. Only in another database than the one that
   * the backup is of can that be needed.
   */
  private void advance(Table<?> table, TableField<?, Long> id, Long brought) {
    if (!isToAdvance(table, id, brought)) {
      return;
    }
    // Whoever takes an id of this table is done by then, or waits.
    session.run("LOCK TABLE " + session.qualified(table) + " IN SHARE ROW EXCLUSIVE MODE");
    if (isBehind(table, id, brought)) {
      session
          .sql()
          .resultQuery("SELECT setval({0}, {1})", sequence(table, id), DSL.val(brought))
          .fetch();
    }
  }

  private boolean isToAdvance(Table<?> table, TableField<?, Long> id, Long brought) {
    // Identities begin with 1.
    return brought != null && brought >= 1 && isBehind(table, id, brought);
  }

  private boolean isBehind(Table<?> table, TableField<?, Long> id, long brought) {
    Field<Long> last =
        DSL.field("pg_sequence_last_value({0})", SQLDataType.BIGINT, sequence(table, id));
    Long taken = session.sql().select(last).fetchSingle(0, Long.class);
    return taken == null || taken < brought;
  }

  private Field<?> sequence(Table<?> table, TableField<?, Long> id) {
    return DSL.field(
        "pg_get_serial_sequence({0}, {1})::regclass",
        DSL.val(session.qualified(table)), DSL.val(id.getName()));
  }
}
