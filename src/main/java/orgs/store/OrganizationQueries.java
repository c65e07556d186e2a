package orgs.store;

import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record2;
import org.jooq.RecordMapper;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Reads pages of organizations, with the number of their members if that is wanted. */
final class OrganizationQueries {

  private final Session session;

  OrganizationQueries(Session session) {
    this.session = session;
  }

  Stream<CountedOrganization> select(NameFilter filter, Page requested, boolean counts) {
    Page page =
        PageSql.located(
            requested,
            () ->
                session
                    .sql()
                    .select(ORGANIZATIONS.ORG_NAME)
                    .from(ORGANIZATIONS)
                    .where(ORGANIZATIONS.ORG_ID.eq(requested.after()))
                    .fetchOptional(ORGANIZATIONS.ORG_NAME),
            "organization");
    if (counts && session.isDistributed()) {
      return selectCounted(filter, page);
    }
    Field<Long> members =
        DSL.field(
            DSL.select(DSL.count().coerce(Long.class))
                .from(MEMBERS)
                .where(MEMBERS.ORG_ID.eq(ORGANIZATIONS.ORG_ID)));
    List<Field<?>> columns = new ArrayList<>(List.of(ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME));
    if (counts) {
      columns.add(members);
    }
    var rows =
        session
            .sql()
            .select(columns)
            .from(ORGANIZATIONS)
            .where(filter.checked().on(ORGANIZATIONS.ORG_NAME))
            .and(PageSql.after(page, ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME))
            .orderBy(PageSql.order(page, ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME));
    RecordMapper<Record, CountedOrganization> mapper =
        row ->
            new CountedOrganization(
                new Organization(row.get(ORGANIZATIONS.ORG_ID), row.get(ORGANIZATIONS.ORG_NAME)),
                counts ? row.get(members) : null);
    return filter.isEmpty() && !counts
        ? session.streamAtOnce(PageSql.limit(rows, page), mapper)
        : session.stream(PageSql.limit(rows, page), mapper);
  }

  /** Has all nodes count at once, and only the organizations of the page. */
  private Stream<CountedOrganization> selectCounted(NameFilter filter, Page page) {
    Table<Record2<Long, String>> some =
        PageSql.limit(
                DSL.select(ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME)
                    .from(ORGANIZATIONS)
                    .where(filter.checked().on(ORGANIZATIONS.ORG_NAME))
                    .and(PageSql.after(page, ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME))
                    .orderBy(PageSql.order(page, ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME)),
                page)
            .asTable("organization");
    Field<Long> id = some.field(ORGANIZATIONS.ORG_ID);
    Field<String> name = some.field(ORGANIZATIONS.ORG_NAME);
    Table<Record2<Long, Long>> counted =
        DSL.select(MEMBERS.ORG_ID, DSL.count().coerce(Long.class).as("members"))
            .from(MEMBERS)
            .where(MEMBERS.ORG_ID.in(DSL.select(id).from(some)))
            .groupBy(MEMBERS.ORG_ID)
            .asTable("counted");
    Field<Long> members = DSL.coalesce(counted.field("members", Long.class), DSL.inline(0L));
    return session.stream(
        session
            .sql()
            .select(id, name, members)
            .from(some)
            .leftJoin(counted)
            .on(id.eq(counted.field(MEMBERS.ORG_ID)))
            .orderBy(PageSql.order(page, id, name)),
        row -> new CountedOrganization(new Organization(row.value1(), row.value2()), row.value3()));
  }
}
