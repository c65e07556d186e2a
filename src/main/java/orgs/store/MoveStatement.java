package orgs.store;

import static orgs.schema.Tables.MEMBERS;

import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.Record2;
import org.jooq.Record3;
import org.jooq.ResultQuery;
import org.jooq.Select;
import org.jooq.impl.DSL;

/**
 * One statement that takes members out of their organizations and puts them into another, with
 * their ids. Not an UPDATE: that would not tell where they were, and a member's organization says
 * on a cluster where the row is kept.
 */
final class MoveStatement {

  private final Session session;
  private final CommonTableExpression<Record3<Long, Long, String>> gone;
  private final CommonTableExpression<Record2<Long, String>> moved;

  MoveStatement(Session session, Condition which, Organization to) {
    this.session = session;
    gone =
        DSL.name("gone")
            .as(
                DSL.deleteFrom(MEMBERS)
                    .where(which)
                    .returningResult(MEMBERS.ORG_ID, MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME));
    moved =
        DSL.name("moved")
            .as(
                DSL.insertInto(MEMBERS, MEMBERS.ORG_ID, MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME)
                    .select(
                        DSL.select(
                                DSL.inline(to.id()),
                                gone.field(MEMBERS.MEMBER_ID),
                                gone.field(MEMBERS.MEMBER_NAME))
                            .from(gone))
                    .returningResult(MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME));
  }

  /** Returns each member, and the transaction's number. */
  ResultQuery<Record3<Long, String, String>> members() {
    return session
        .sql()
        .with(gone, moved)
        .select(
            moved.field(MEMBERS.MEMBER_ID),
            moved.field(MEMBERS.MEMBER_NAME),
            session.transactionNumber())
        .from(moved);
  }

  /** Returns how many came from each organization. */
  Select<Record2<Long, Long>> counts() {
    return session
        .sql()
        .with(gone, moved)
        .select(gone.field(MEMBERS.ORG_ID), DSL.count().coerce(Long.class))
        .from(gone)
        .groupBy(gone.field(MEMBERS.ORG_ID));
  }

  /** Returns where each member was. */
  Select<Record3<Long, Long, String>> origins() {
    return session
        .sql()
        .with(gone, moved)
        .select(
            gone.field(MEMBERS.ORG_ID),
            gone.field(MEMBERS.MEMBER_ID),
            gone.field(MEMBERS.MEMBER_NAME))
        .from(gone)
        .orderBy(gone.field(MEMBERS.ORG_ID), gone.field(MEMBERS.MEMBER_ID));
  }
}
