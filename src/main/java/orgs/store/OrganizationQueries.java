package orgs.store;

import static orgs.schema.Tables.ORGANIZATIONS;

import java.util.stream.Stream;
import org.jooq.Record2;
import org.jooq.RecordMapper;
import orgs.store.model.CountedOrganization;
import orgs.store.model.NameFilter;
import orgs.store.model.Organization;
import orgs.store.model.Page;
import orgs.store.model.PageSql;
import orgs.store.placement.Placement;
import orgs.store.session.Cursors;
import orgs.store.session.Session;

/** Reads pages of organizations, with the number of their members if that is wanted. */
final class OrganizationQueries {

  private final Placement placement;
  private final Session session;

  OrganizationQueries(Placement placement) {
    this.placement = placement;
    this.session = placement.session();
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
    if (counts) {
      return placement.selectCounted(filter, page);
    }
    var rows =
        session
            .sql()
            .select(ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME)
            .from(ORGANIZATIONS)
            .where(filter.checked().on(ORGANIZATIONS.ORG_NAME))
            .and(PageSql.after(page, ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME))
            .orderBy(PageSql.order(page, ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME));
    RecordMapper<Record2<Long, String>, CountedOrganization> mapper =
        row -> new CountedOrganization(new Organization(row.value1(), row.value2()), null);
    return filter.isEmpty()
        ? Cursors.streamAtOnce(session, PageSql.limit(rows, page), mapper)
        : Cursors.stream(session, PageSql.limit(rows, page), mapper);
  }
}
