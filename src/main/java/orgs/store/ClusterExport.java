package orgs.store;

import static org.jooq.Records.mapping;
import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jooq.impl.DSL;

/**
 * All organizations with all their members from the nodes of a cluster. The node that coordinates
 * collects a result before it passes it on, so that there is one for some organizations at a time.
 */
final class ClusterExport {

  private static final int ORGANIZATIONS_PER_PAGE = 1_000;

  private final Session session;
  private final NameFilter filter;

  ClusterExport(Session session, NameFilter filter) {
    this.session = session;
    this.filter = filter;
  }

  /** Organization by organization; one without members comes once, with null for one. */
  void copyTo(RowSink sink) {
    if (session.isInTransaction()) {
      copyPages(sink);
    } else {
      session.moment(() -> copyPages(sink));
    }
  }

  private void copyPages(RowSink sink) {
    List<Organization> page = after(Long.MIN_VALUE);
    while (!page.isEmpty()) {
      copy(page, sink);
      page = after(page.get(page.size() - 1).id());
    }
  }

  private List<Organization> after(long id) {
    return session
        .sql()
        .select(ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME)
        .from(ORGANIZATIONS)
        .where(filter.checked().on(ORGANIZATIONS.ORG_NAME))
        .and(ORGANIZATIONS.ORG_ID.gt(id))
        .orderBy(ORGANIZATIONS.ORG_ID)
        .limit(ORGANIZATIONS_PER_PAGE)
        .fetch(mapping(Organization::new));
  }

  private void copy(List<Organization> page, RowSink sink) {
    Set<Long> withMembers =
        session
            .sql()
            .selectDistinct(MEMBERS.ORG_ID)
            .from(MEMBERS)
            .where(MEMBERS.ORG_ID.eq(DSL.any(DSL.inline(Organizations.ids(page)))))
            .fetchSet(MEMBERS.ORG_ID);
    List<Organization> run = new ArrayList<>();
    for (Organization organization : page) {
      if (withMembers.contains(organization.id())) {
        run.add(organization);
      } else {
        copyMembers(run, sink);
        run.clear();
        sink.add(organization.name(), null);
      }
    }
    copyMembers(run, sink);
  }

  private void copyMembers(List<Organization> organizations, RowSink sink) {
    if (!organizations.isEmpty()) {
      CopyReader.run(
          session,
          session
              .sql()
              .select(ORGANIZATIONS.ORG_NAME, MEMBERS.MEMBER_NAME)
              .from(MEMBERS)
              .join(ORGANIZATIONS)
              .on(ORGANIZATIONS.ORG_ID.eq(MEMBERS.ORG_ID))
              .where(MEMBERS.ORG_ID.eq(DSL.any(Organizations.ids(organizations))))
              .orderBy(MEMBERS.ORG_ID, MEMBERS.MEMBER_ID),
          sink);
    }
  }
}
