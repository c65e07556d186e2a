package orgs.cli.browse;

import java.util.List;
import java.util.stream.Stream;
import orgs.store.MemberCount;
import orgs.store.NameFilter;
import orgs.store.Organization;
import orgs.store.Page;
import orgs.store.SimilarName;
import orgs.store.Store;

/** What is listed. */
sealed interface Source {

  /** How many similar names are offered. */
  int SIMILAR = 20;

  /** What the screen is headed by. */
  String title();

  /** What one row is, or several are. */
  String noun(long count);

  /** Streams rows by their ids. Close the stream. */
  Stream<Row> rows(Store store, NameFilter filter, Page page);

  /** Streams some of the first of these rows, those that are found at once. Close the stream. */
  Stream<Row> nearRows(Store store, NameFilter filter, Page page);

  Count count(Store store, NameFilter filter);

  /** Names like this text, the nearest first. */
  List<SimilarName> similarTo(Store store, String text);

  /** All organizations. */
  record Everything() implements Source {

    @Override
    public String title() {
      return "organizations";
    }

    @Override
    public String noun(long count) {
      return count == 1 ? "organization" : "organizations";
    }

    @Override
    public Stream<Row> rows(Store store, NameFilter filter, Page page) {
      return store
          .organizations()
          .select(filter, page, false)
          .map(one -> new Row(one.organization().id(), one.organization().name()));
    }

    /** Organizations are few. */
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
  }

  /** The members of an organization. */
  record MembersOf(Organization organization) implements Source {

    @Override
    public String title() {
      return organization.name();
    }

    @Override
    public String noun(long count) {
      return count == 1 ? "member" : "members";
    }

    @Override
    public Stream<Row> rows(Store store, NameFilter filter, Page page) {
      return store
          .members(organization)
          .select(filter, page)
          .map(member -> new Row(member.id(), member.name()));
    }

    @Override
    public Stream<Row> nearRows(Store store, NameFilter filter, Page page) {
      return filter.isEmpty()
          ? Stream.empty()
          : store
              .members(organization)
              .selectNear(filter, page)
              .map(member -> new Row(member.id(), member.name()));
    }

    @Override
    public Count count(Store store, NameFilter filter) {
      MemberCount count = store.members(organization).estimate(filter);
      return new Count(count.members(), count.estimated());
    }

    @Override
    public List<SimilarName> similarTo(Store store, String text) {
      return store.members(organization).similarTo(text, SIMILAR);
    }
  }
}
