package orgs.store;

import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * One INSERT of members into an organization that the same statement looks up. The names are one
 * bind value, an array, so that the statement's text is the same for any number of them, and is
 * rendered once a session. A script of appends spent a third of its processor time on rendering it,
 * and jOOQ keeps no statement with RETURNING.
 */
final class AppendByReference {

  private static final Field<String> NAME = DSL.field(DSL.name("new", "name"), String.class);
  private static final Field<Long> POSITION = DSL.field(DSL.name("new", "i"), Long.class);

  private final Session session;

  /** By the kind of reference. */
  private final Map<Class<?>, String> texts = new HashMap<>();

  AppendByReference(Session session) {
    this.session = session;
  }

  /**
   * Sends the INSERT.
   *
   * @param ref a valid reference
   * @param added is given each new member, in the order of the names
   * @return the number of new members: none if there is no such organization
   */
  int run(OrganizationRef ref, List<MemberName> members, Consumer<Member> added) {
    String[] names = members.stream().map(MemberName::text).toArray(String[]::new);
    Object organization =
        ref instanceof OrganizationRef.ById byId
            ? (Object) byId.id()
            : ((OrganizationRef.ByName) ref).name();
    String text = texts.computeIfAbsent(ref.getClass(), kind -> render(RefSql.condition(ref)));
    List<Member> inserted = new ArrayList<>(names.length);
    session.log().statement(text, List.of(names, organization));
    try (PreparedStatement insert = session.connection().prepareStatement(text)) {
      insert.setArray(1, session.connection().createArrayOf("varchar", names));
      insert.setObject(2, organization);
      try (ResultSet rows = insert.executeQuery()) {
        while (rows.next()) {
          inserted.add(new Member(rows.getLong(1), rows.getString(2)));
          session.isNumbered(rows.getString(3));
        }
      }
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
    inserted.forEach(added);
    return inserted.size();
  }

  private String render(Condition organization) {
    return session
        .sql()
        .insertInto(MEMBERS, MEMBERS.ORG_ID, MEMBERS.MEMBER_NAME)
        .select(
            DSL.select(ORGANIZATIONS.ORG_ID, NAME)
                .from(ORGANIZATIONS)
                .crossJoin(
                    DSL.unnest(DSL.val(new String[0])).withOrdinality().as("new", "name", "i"))
                .where(organization)
                .orderBy(POSITION))
        .returningResult(MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME, session.transactionNumber())
        .getSQL();
  }
}
