package orgs.store;

import static orgs.schema.Tables.MEMBERS;

import org.jooq.CommonTableExpression;
import org.jooq.ResultQuery;
import org.jooq.Select;
import org.jooq.impl.DSL;

/** What a statement returns that changes members of one organization. */
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
}
