package orgs.cli.browse;

import java.util.List;
import java.util.stream.Stream;
import orgs.cli.rows.Columns;
import orgs.output.Column;
import orgs.store.Backup;
import orgs.store.NameFilter;
import orgs.store.Organization;
import orgs.store.OrganizationName;
import orgs.store.OrganizationRef;
import orgs.store.Page;
import orgs.store.SimilarName;
import orgs.store.Store;

/** All organizations. */
record AllOrganizations() implements Source {

  /** A row of this list as an organization. */
  static Organization organization(Row row) {
    return new Organization(row.id(), row.name());
  }

  @Override
  public String title() {
    return "organizations";
  }

  @Override
  public String noun() {
    return "organization";
  }

  @Override
  public List<Column> columns() {
    return Columns.ORGANIZATION;
  }

  @Override
  public String keys() {
    return "Enter details  Tab members  ^N create  ^R rename  ^X delete  ? help  Esc";
  }

  @Override
  public Stream<Row> rows(Store store, NameFilter filter, Page page) {
    return store
        .organizations()
        .select(filter, page, false)
        .map(one -> new Row(one.organization().id(), one.organization().name()));
  }

  /** None: organizations are few enough to be found at once by {@link #rows}. */
  @Override
  public Stream<Row> nearRows(Store store, NameFilter filter, Page page) {
    return Stream.empty();
  }

  @Override
  public Count count(Store store, NameFilter filter) {
    return new Count(store.organizations().count(filter), false);
  }

  @Override
  public List<SimilarName> similarTo(Store store, String text) {
    List<SimilarName> all = store.organizations().similarTo(text);
    return all.subList(0, Math.min(SIMILAR, all.size()));
  }

  @Override
  public TextPage details(Row row) {
    return Details.page("Organization", columns(), row, List.of());
  }

  @Override
  public TextPage.Entry moreDetails(Store store, Row row) {
    Count count = Count.of(store.members(organization(row)).estimate());
    return new TextPage.Entry(
        "members", count.estimated() ? count.text() + " (estimated)" : count.text());
  }

  @Override
  public String addTitle() {
    return "Create an organization";
  }

  @Override
  public Row add(Store store, String name) {
    return row(
        store
            .organizations()
            .create(List.of(OrganizationName.of(name)), false, created -> {})
            .get(0));
  }

  @Override
  public Row rename(Store store, long id, String name) {
    return row(
        store.organizations().rename(new OrganizationRef.ById(id), OrganizationName.of(name)));
  }

  private static Row row(Organization organization) {
    return new Row(organization.id(), organization.name());
  }

  @Override
  public void askToMove(Actions actions, Listing listing) {
    actions.refuse("there are no members to move");
  }

  @Override
  public void askToRemove(Actions actions, Listing listing) {
    actions.deleteOrganization(listing);
  }

  /**
   * Deletes an organization with its members.
   *
   * @param backup where they are saved, or null
   */
  static void delete(Store store, Organization organization, Backup backup) {
    if (backup == null) {
      store.organizations().delete(new OrganizationRef.ById(organization.id()));
    } else {
      store.organizations().delete(List.of(organization), backup);
    }
  }
}
