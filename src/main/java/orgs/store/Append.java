package orgs.store;

import static orgs.schema.Tables.MEMBERS;

import java.util.List;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.InsertReturningStep;
import org.jooq.Query;
import org.jooq.Record3;
import org.jooq.ResultQuery;
import org.jooq.impl.DSL;
import orgs.schema.tables.records.MembersRecord;

/** One INSERT of members, in the order of their names. */
final class Append {

  private final Session session;
  private final InsertReturningStep<MembersRecord> insert;

  private Append(Session session, InsertReturningStep<MembersRecord> insert) {
    this.session = session;
    this.insert = insert;
  }

  /** Describes the INSERT. It has two bind values for each name, of the 65,535 that it may have. */
  static Append into(Session session, long organizationId, List<MemberName> names) {
    return new Append(
        session,
        values(session.sql(), organizationId, names.stream().map(MemberName::text).toList()));
  }

  /** A sample statement, rendered by {@link JooqWarmUp}. */
  static Query example(DSLContext sql) {
    return returning(values(sql, 0, List.of("")), DSL.inline(""));
  }

  private static InsertReturningStep<MembersRecord> values(
      DSLContext sql, long organizationId, List<String> names) {
    var insert = sql.insertInto(MEMBERS, MEMBERS.ORG_ID, MEMBERS.MEMBER_NAME);
    for (String name : names) {
      insert = insert.values(organizationId, name);
    }
    return insert;
  }

  private static ResultQuery<Record3<Long, String, String>> returning(
      InsertReturningStep<MembersRecord> insert, Field<String> number) {
    return insert.returningResult(MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME, number);
  }

  /**
   * Sends the INSERT.
   *
   * @param added is given each new member
   */
  void run(Consumer<Member> added) {
    returning(insert, session.transactionNumber())
        .fetch(session.numbered(Member::new))
        .forEach(added);
  }
}
