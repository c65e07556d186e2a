package orgs.cli.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import orgs.cli.rows.Columns;
import orgs.output.Column;
import orgs.store.Backup;
import orgs.store.Member;
import orgs.store.MemberName;
import orgs.store.MemberSelection;
import orgs.store.NameFilter;
import orgs.store.Organization;
import orgs.store.OrganizationRef;
import orgs.store.Page;
import orgs.store.SimilarName;
import orgs.store.Store;

/** The members of an organization. */
record MembersOf(Organization organization) implements Source {

  @Override
  public String title() {
    return organization.name();
  }

  @Override
  public String noun() {
    return "member";
  }

  @Override
  public List<Column> columns() {
    return Columns.MEMBER;
  }

  @Override
  public String keys() {
    return "Enter details  Space mark  ^N add  ^R rename  ^T move  ^X remove  ? help  Esc";
  }

  @Override
  public Stream<Row> rows(Store store, NameFilter filter, Page page) {
    return store.members(organization).select(filter, page).map(MembersOf::row);
  }

  @Override
  public Stream<Row> nearRows(Store store, NameFilter filter, Page page) {
    return filter.isEmpty()
        ? Stream.empty()
        : store.members(organization).selectNear(filter, page).map(MembersOf::row);
  }

  private static Row row(Member member) {
    return new Row(member.id(), member.name());
  }

  @Override
  public Count count(Store store, NameFilter filter) {
    return Count.of(store.members(organization).estimate(filter));
  }

  @Override
  public List<SimilarName> similarTo(Store store, String text) {
    return store.members(organization).similarTo(text, SIMILAR);
  }

  @Override
  public TextPage details(Row row) {
    return Details.page(
        "Member",
        columns(),
        row,
        List.of(
            new TextPage.Entry("org_name", organization.name()),
            new TextPage.Entry("org_id", String.valueOf(organization.id()))));
  }

  @Override
  public TextPage.Entry moreDetails(Store store, Row row) {
    long same = store.members(organization).count(new MemberSelection.Named(Set.of(row.name())));
    return new TextPage.Entry("same name", same == 1 ? "nobody else" : (same - 1) + " others");
  }

  @Override
  public String addTitle() {
    return "Add a member to " + Questions.quoted(organization);
  }

  @Override
  public Row add(Store store, String name) {
    List<Row> added = new ArrayList<>();
    store
        .memberships()
        .append(
            new OrganizationRef.ById(organization.id()),
            List.of(MemberName.of(name)),
            member -> added.add(row(member)));
    return added.get(0);
  }

  @Override
  public Row rename(Store store, long id, String name) {
    return row(store.members(organization).rename(id, MemberName.of(name)));
  }

  @Override
  public void askToMove(Actions actions, Listing listing) {
    actions.moveMembers(listing, this);
  }

  @Override
  public void askToRemove(Actions actions, Listing listing) {
    actions.removeMembers(listing, this);
  }

  /** Moves members to another organization. */
  void move(Store store, Set<Long> ids, Organization to) {
    store.members(organization).move(withIds(ids), to, member -> {});
  }

  /**
   * Removes members.
   *
   * @param backup where they are saved, or null
   */
  void remove(Store store, Set<Long> ids, Backup backup) {
    store.members(organization).remove(withIds(ids), backup, member -> {});
  }

  private static MemberSelection withIds(Set<Long> ids) {
    return new MemberSelection.WithIds(Set.copyOf(ids));
  }
}
