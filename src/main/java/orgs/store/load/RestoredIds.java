package orgs.store.load;

import static orgs.schema.Tables.MEMBERS;

import org.jooq.Condition;
import org.jooq.impl.DSL;
import orgs.schema.tables.Members;
import orgs.store.session.Session;
import orgs.store.session.SqlErrors;

/**
 * Keeps member IDs unique across organizations after a restore: a restored member is removed from
 * the organization that it had been merged into, and any other use of its ID is an error.
 */
public final class RestoredIds {

  private RestoredIds() {}

  /**
   * Settles the IDs in a range.
   *
   * @throws StoreException (EXISTS) when another member has one of them
   */
  public static void settle(Session session, long least, long greatest) {
    Members other = MEMBERS.as("other");
    Condition same =
        other.MEMBER_ID.eq(MEMBERS.MEMBER_ID).and(other.MEMBER_ID.between(least, greatest));
    session
        .sql()
        .deleteFrom(other)
        .using(MEMBERS, RestoredRows.TABLE)
        .where(same)
        .and(MEMBERS.ORG_ID.eq(RestoredRows.ID))
        .and(other.ORG_ID.eq(RestoredRows.MERGED_INTO))
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
                    .and(MEMBERS.ORG_ID.in(DSL.select(RestoredRows.ID).from(RestoredRows.TABLE)))))
        .limit(1)
        .fetchOptional(other.MEMBER_ID)
        .ifPresent(RestoredIds::refuse);
  }

  /** Settles the IDs on all nodes of a cluster: each counts them, and the coordinator adds up. */
  public static void settleOnNodes(Session session, long least, long greatest) {
    session
        .sql()
        .select(RestoredRows.ID, RestoredRows.MERGED_INTO)
        .from(RestoredRows.TABLE)
        .where(RestoredRows.MERGED_INTO.isNotNull())
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
        .ifPresent(RestoredIds::refuse);
  }

  private static void refuse(Long id) {
    throw SqlErrors.takenMemberId(id, null);
  }
}
