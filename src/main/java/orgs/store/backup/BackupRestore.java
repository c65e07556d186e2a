package orgs.store.backup;

import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;
import static orgs.store.load.RestoredRows.ID;
import static orgs.store.load.RestoredRows.MERGED_INTO;
import static orgs.store.load.RestoredRows.ORG_NAME;
import static orgs.store.model.StoreException.Kind.EXISTS;

import java.util.Iterator;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Record4;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import orgs.store.backup.SavedBackup.SavedMember;
import orgs.store.backup.SavedBackup.SavedOrganization;
import orgs.store.copy.CopyWriter;
import orgs.store.load.LoadResult;
import orgs.store.load.RestoredRows;
import orgs.store.model.LoadContext;
import orgs.store.model.StoreException;
import orgs.store.placement.Placement;
import orgs.store.session.Cursors;
import orgs.store.session.Session;
import orgs.store.session.SqlErrors;

/**
 * Restores organizations and members with their IDs. Organizations that still exist get their
 * members back; an ID that another row has by now undoes everything.
 */
public final class BackupRestore {

  /** Larger IDs are refused: half of the range of bigint stays free for new rows. */
  private static final long GREATEST_ID = Long.MAX_VALUE / 2;

  private final Placement placement;
  private final Session session;
  private long least = Long.MAX_VALUE;
  private long greatest = Long.MIN_VALUE;

  public BackupRestore(Placement placement) {
    this.placement = placement;
    this.session = placement.session();
  }

  public LoadResult run(SavedBackup backup, LoadContext load) {
    stage(backup.organizations());
    refuseNamesakes();
    Long greatestOrganization = greatestOrganization();
    // In another database than the backup's, a sequence is advanced at the end, under a lock of the
    // table: no transaction may then have the lock of an organization and wait for one of these.
    placement.lockToRestore(
        () -> isToAdvance(ORGANIZATIONS, ORGANIZATIONS.ORG_ID, greatestOrganization), this::ids);
    refuseTakenOrganizations();
    requireRoom(greatestOrganization);
    long created = createOrganizations();
    holdOrganizations();
    long members =
        placement.bulkInsert(
            load,
            () -> {
              long copied = SqlErrors.withGivenIds(() -> copy(backup.members(), load));
              if (copied > 0) {
                requireRoom(greatest);
                load.runPhase(
                    "checking the ids", () -> placement.settleRestoredIds(least, greatest));
              }
              return copied;
            });
    advance(ORGANIZATIONS, ORGANIZATIONS.ORG_ID, greatestOrganization);
    advance(MEMBERS, MEMBERS.MEMBER_ID, members == 0 ? null : Long.valueOf(greatest));
    RestoredRows.ROWS.drop(session);
    return new LoadResult(created, members);
  }

  private void stage(Iterator<SavedOrganization> organizations) {
    RestoredRows.ROWS.create(session);
    try (CopyWriter copy =
        new CopyWriter(
            session, session.quoted(RestoredRows.TABLE.getName()), ID, ORG_NAME, MERGED_INTO)) {
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
    RestoredRows.ROWS.analyze(session);
  }

  /** The IDs of the backup's organizations, and of those that they were merged into. */
  private Stream<Long> ids() {
    Select<Record1<Long>> ids =
        DSL.select(ID)
            .from(RestoredRows.TABLE)
            .unionAll(
                DSL.select(MERGED_INTO).from(RestoredRows.TABLE).where(MERGED_INTO.isNotNull()));
    return Cursors.streamAtOnce(
        session, session.sql().selectFrom(ids.asTable("held")), Record1::value1);
  }

  /** Refuses equal names. IDs are known to differ, because the backup is in their order. */
  private void refuseNamesakes() {
    session
        .sql()
        .select(ORG_NAME)
        .from(RestoredRows.TABLE)
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

  /** Refuses an organization of which only the ID or only the name exists. */
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
        .from(RestoredRows.TABLE)
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
                .from(RestoredRows.TABLE)
                .where(
                    DSL.notExists(
                        DSL.selectOne().from(ORGANIZATIONS).where(ORGANIZATIONS.ORG_ID.eq(ID))))
                .orderBy(ID))
        .execute();
  }

  /** Locks the organizations, so that they can't be deleted or renamed. */
  private void holdOrganizations() {
    long held =
        session.count(
            DSL.selectOne()
                .from(ORGANIZATIONS)
                .where(ORGANIZATIONS.ORG_ID.in(DSL.select(ID).from(RestoredRows.TABLE)))
                .orderBy(ORGANIZATIONS.ORG_ID)
                .forKeyShare(),
            DSL.noCondition());
    long all = session.count(RestoredRows.TABLE, DSL.noCondition());
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

  /** Refuses an ID that would leave no room: a rollback doesn't set a sequence back. */
  private static void requireRoom(Long id) {
    if (id != null && id > GREATEST_ID) {
      throw new StoreException(
          StoreException.Kind.INVALID,
          "the id " + id + " leaves no room for new ones",
          "nothing was restored");
    }
  }

  private Long greatestOrganization() {
    return session.sql().select(DSL.max(ID)).from(RestoredRows.TABLE).fetchSingle(0, Long.class);
  }

  /**
   * Advances the sequence, so that new rows get greater IDs than the restored ones. Only in another
   * database than the backup's can that be necessary.
   */
  private void advance(Table<?> table, TableField<?, Long> id, Long brought) {
    if (!isToAdvance(table, id, brought)) {
      return;
    }
    // A transaction that takes an ID of this table has ended by then, or waits.
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
