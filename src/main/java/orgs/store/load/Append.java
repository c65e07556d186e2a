package orgs.store.load;

import static orgs.schema.Tables.MEMBERS;

import java.util.ArrayList;
import java.util.Iterator;
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
import orgs.store.model.Member;
import orgs.store.model.MemberName;
import orgs.store.session.Session;

/** INSERTs of members into an organization whose ID is known, in the order of their names. */
public final class Append {

  /** The rows of one INSERT: each takes two of the 65,535 bind values that there may be. */
  private static final int ROWS_PER_INSERT = 1_000;

  private Append() {}

  /** A sample statement, rendered by {@code JooqWarmUp}. */
  public static Query example(DSLContext sql) {
    return returning(values(sql, 0, List.of("")), DSL.inline(""));
  }

  /**
   * Appends members.
   *
   * @param names are taken one by one
   * @param added is given each new member
   */
  public static void run(
      Session session, long organizationId, Iterator<MemberName> names, Consumer<Member> added) {
    while (names.hasNext()) {
      List<String> some = new ArrayList<>();
      while (some.size() < ROWS_PER_INSERT && names.hasNext()) {
        some.add(names.next().text());
      }
      returning(values(session.sql(), organizationId, some), session.transactions().idColumn())
          .fetch(session.transactions().recordingId(Member::new))
          .forEach(added);
    }
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
      InsertReturningStep<MembersRecord> insert, Field<String> transactionId) {
    return insert.returningResult(MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME, transactionId);
  }
}
