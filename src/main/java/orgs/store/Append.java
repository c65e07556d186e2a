package orgs.store;

import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;

import java.util.List;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record2;
import org.jooq.Record3;
import org.jooq.ResultQuery;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** One INSERT of members, in the order of their names, which travel as one array. */
final class Append {

  private static final Field<String> NAME = DSL.field(DSL.name("new", "name"), String.class);
  private static final Field<Long> POSITION = DSL.field(DSL.name("new", "i"), Long.class);

  private final Session session;
  private final Select<Record2<Long, String>> rows;

  private Append(Session session, Select<Record2<Long, String>> rows) {
    this.session = session;
    this.rows = rows;
  }

  /** Into an organization that is known. */
  static Append into(Session session, long organizationId, List<String> names) {
    return new Append(
        session, DSL.select(DSL.val(organizationId), NAME).from(table(names)).orderBy(POSITION));
  }

  /** Into the organization of this condition, which is looked up by the same statement. */
  static Append into(Session session, Condition organization, List<String> names) {
    return new Append(session, rows(organization, names));
  }

  private static Select<Record2<Long, String>> rows(Condition organization, List<String> names) {
    return DSL.select(ORGANIZATIONS.ORG_ID, NAME)
        .from(ORGANIZATIONS)
        .crossJoin(table(names))
        .where(organization)
        .orderBy(POSITION);
  }

  /** What it looks like, for the warm-up. */
  static Query example(DSLContext sql) {
    return insert(sql, rows(ORGANIZATIONS.ORG_NAME.eq(""), List.of("")));
  }

  private static ResultQuery<Record3<Long, String, String>> insert(
      DSLContext sql, Select<Record2<Long, String>> rows) {
    return sql.insertInto(MEMBERS, MEMBERS.ORG_ID, MEMBERS.MEMBER_NAME)
        .select(rows)
        .returningResult(MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME, Session.transactionNumber());
  }

  private static Table<?> table(List<String> names) {
    return DSL.unnest(DSL.val(names.toArray(String[]::new)))
        .withOrdinality()
        .as("new", "name", "i");
  }

  /**
   * Sends it.
   *
   * @param added is given each new member
   * @return how many there are: none where there is no such organization
   */
  int run(Consumer<Member> added) {
    List<Member> members = insert(session.sql(), rows).fetch(session.numbered(Member::new));
    members.forEach(added);
    return members.size();
  }
}
