package orgs.store;

import static orgs.schema.Tables.MEMBERS;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jooq.CommonTableExpression;
import org.jooq.Record3;
import org.jooq.ResultQuery;
import org.jooq.Select;
import org.jooq.impl.DSL;

/** The rows that a change of one organization's members returns. */
final class ReturnedRows {

  private ReturnedRows() {}

  /** A statement that does the same and returns the rows in the order of the members' ids. */
  static Select<?> byId(Session session, ResultQuery<?> statement) {
    CommonTableExpression<?> gone = DSL.name("gone").as(statement);
    return session
        .sql()
        .with(gone)
        .select(DSL.asterisk())
        .from(gone)
        .orderBy(gone.field(MEMBERS.MEMBER_ID));
  }

  /**
   * Runs a statement that returns member_id, member_name and the transaction's id. It is wrapped in
   * a plain query, because jOOQ fetches the rows of RETURNING all at once. The rows come through a
   * cursor without growing steps: the statement has done its work when the first one comes.
   *
   * @return the number of rows
   */
  static long forEach(Session session, ResultQuery<?> statement, Consumer<Member> consumer) {
    ResultQuery<Record3<Long, String, String>> rows =
        session
            .sql()
            .resultQuery("{0}", statement)
            .coerce(MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME, session.transactionNumber());
    try (Stream<Member> members = session.streamAtOnce(rows, session.numbered(Member::new))) {
      long[] count = new long[1];
      members.forEach(
          member -> {
            consumer.accept(member);
            count[0]++;
          });
      return count[0];
    }
  }
}
