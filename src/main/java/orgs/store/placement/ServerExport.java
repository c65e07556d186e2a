package orgs.store.placement;

import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;

import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Record2;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import orgs.store.copy.CopyReader;
import orgs.store.copy.RowSink;
import orgs.store.model.NameFilter;
import orgs.store.session.Cursors;
import orgs.store.session.Session;

/** All organizations with all their members, by one query of one server. */
final class ServerExport {

  private ServerExport() {}

  static void run(Session session, NameFilter filter, RowSink sink) {
    Select<Record2<String, String>> query = inOrder(session, filter);
    if (filter.isEmpty() || CopyReader.isPossible(session)) {
      CopyReader.run(session, query, sink);
      return;
    }
    try (Stream<Record2<String, String>> rows = Cursors.stream(session, query, row -> row)) {
      rows.forEach(row -> sink.add(row.value1(), row.value2()));
    }
  }

  /**
   * Organization by organization, each with its members in their order. The inner queries come
   * sorted from the keys' indexes, so that the first row comes at once and a filter reads only the
   * rows that it takes; one sort of the whole result by both ids would have the server sort an
   * organization's members, or read all members.
   */
  private static Select<Record2<String, String>> inOrder(Session session, NameFilter filter) {
    // A name of its own: jOOQ doesn't qualify columns in the inner query.
    Field<Long> id = ORGANIZATIONS.ORG_ID.as("organization_id");
    Table<Record2<Long, String>> organization =
        DSL.select(id, ORGANIZATIONS.ORG_NAME)
            .from(ORGANIZATIONS)
            .where(filter.checked().on(ORGANIZATIONS.ORG_NAME))
            .orderBy(ORGANIZATIONS.ORG_ID)
            .asTable("organization");
    Table<Record1<String>> member =
        DSL.lateral(
            DSL.select(MEMBERS.MEMBER_NAME)
                .from(MEMBERS)
                .where(MEMBERS.ORG_ID.eq(organization.field(id)))
                .orderBy(MEMBERS.MEMBER_ID)
                .asTable("member"));
    return session
        .sql()
        .select(organization.field(ORGANIZATIONS.ORG_NAME), member.field(MEMBERS.MEMBER_NAME))
        .from(organization)
        .leftJoin(member)
        .on(DSL.trueCondition())
        .orderBy(organization.field(id));
  }
}
