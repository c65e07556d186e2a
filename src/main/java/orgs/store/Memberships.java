package orgs.store;

import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;

import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jooq.Record4;
import org.jooq.RecordMapper;
import org.jooq.Select;
import orgs.store.copy.CopyReader;
import orgs.store.copy.CopyWriter;
import orgs.store.copy.RowSink;
import orgs.store.load.ImportRow;
import orgs.store.load.LoadResult;
import orgs.store.model.FoundMember;
import orgs.store.model.LoadContext;
import orgs.store.model.Member;
import orgs.store.model.MemberName;
import orgs.store.model.NameFilter;
import orgs.store.model.Organization;
import orgs.store.model.OrganizationName;
import orgs.store.model.OrganizationRef;
import orgs.store.model.Page;
import orgs.store.model.PageSql;
import orgs.store.placement.Placement;
import orgs.store.session.Cursors;
import orgs.store.session.Session;
import orgs.store.session.Transactions;
import orgs.store.sync.ManyOrganizations;
import orgs.store.sync.ManyOrganizationsOnCluster;
import orgs.store.sync.Sync;

/**
 * The members of all organizations, each with its organization: imported and exported, searched and
 * counted, and added to an organization that is known only by its name or id.
 */
public final class Memberships {

  private static final RecordMapper<Record4<Long, String, Long, String>, FoundMember> FOUND =
      row ->
          new FoundMember(
              new Organization(row.value1(), row.value2()), new Member(row.value3(), row.value4()));

  private final Placement placement;
  private final Session session;
  private final Transactions transactions;
  private final Organizations organizations;

  Memberships(Placement placement, Organizations organizations) {
    this.placement = placement;
    this.session = placement.session();
    this.transactions = session.transactions();
    this.organizations = organizations;
  }

  /**
   * Appends members to one organization in their order, in one statement and without reading a
   * member. Names need not be unique.
   *
   * @param names at least one
   * @param added is given each new member
   * @throws StoreException (NOT_FOUND) if there is no such organization; nothing is added then
   */
  public void append(OrganizationRef ref, List<MemberName> names, Consumer<Member> added) {
    transactions.write(
        () -> {
          placement.append(ref, names, added);
          return null;
        });
  }

  /**
   * Appends members to one organization in their order by COPY, in constant memory and without
   * reading a member.
   *
   * @param create whether an organization that is given by its name is created if it is missing
   * @param names are taken one by one; an exception of theirs undoes everything
   * @return the number of new members
   * @throws StoreException (INVALID) if a new organization can't have the name, (NOT_FOUND) if
   *     there is no such organization; nothing is added then
   */
  public long importInto(
      OrganizationRef ref, boolean create, Iterator<MemberName> names, LoadContext load) {
    return transactions.write(
        () -> {
          Organization organization =
              create && ref instanceof OrganizationRef.ByName byName
                  ? organizations
                      .create(List.of(OrganizationName.of(byName.name())), true, created -> {})
                      .get(0)
                  : organizations.get(ref);
          placement.lockShared(List.of(organization));
          return placement.bulkInsert(load, () -> copy(organization, names, load));
        },
        load.phases());
  }

  private long copy(Organization organization, Iterator<MemberName> names, LoadContext load) {
    try (CopyWriter copy = CopyWriter.into(session, MEMBERS, MEMBERS.ORG_ID, MEMBERS.MEMBER_NAME)) {
      while (names.hasNext()) {
        copy.number(organization.id()).tab().name(names.next().text()).end();
      }
      load.runPhase("waiting for the last rows", copy::finish);
      return copy.rows();
    }
  }

  /**
   * Appends members to organizations, which are created if they are missing, in the order of the
   * rows, by COPY and in constant memory.
   *
   * @param rows are taken one by one; an exception of theirs undoes everything
   */
  public LoadResult importAll(Iterator<ImportRow> rows, LoadContext load) {
    return transactions.write(() -> placement.importRows(rows, load), load.phases());
  }

  /**
   * A sync of organizations and members with a file.
   *
   * @param prune whether organizations that the file doesn't name are deleted
   */
  public Sync sync(boolean prune) {
    return new Sync(
        placement,
        placement.joinsTemporaryTables()
            ? new ManyOrganizations(placement, prune)
            : new ManyOrganizationsOnCluster(placement, prune));
  }

  /** Counts the members of all organizations. */
  public long count(NameFilter filter) {
    return session.count(MEMBERS, filter.checked().on(MEMBERS.MEMBER_NAME));
  }

  /** Streams the members that a filter matches, in the order of their ids or names. Close it. */
  public Stream<FoundMember> search(NameFilter filter, Page page) {
    return Cursors.stream(session, found(filter, page), FOUND);
  }

  /** Gives the members of a page, with their organizations, to a sink: by COPY where possible. */
  public void searchTo(NameFilter filter, Page page, RowSink sink) {
    if (CopyReader.isPossible(session)) {
      CopyReader.run(session, found(filter, page), sink);
      return;
    }
    try (Stream<FoundMember> found = search(filter, page)) {
      found.forEach(
          one ->
              sink.add(
                  one.organization().id(),
                  one.organization().name(),
                  one.member().id(),
                  one.member().name()));
    }
  }

  private Select<Record4<Long, String, Long, String>> found(NameFilter filter, Page requested) {
    Page page = located(filter, requested);
    return PageSql.rows(
        session
            .sql()
            .select(
                ORGANIZATIONS.ORG_ID,
                ORGANIZATIONS.ORG_NAME,
                MEMBERS.MEMBER_ID,
                MEMBERS.MEMBER_NAME)
            .from(MEMBERS)
            .join(ORGANIZATIONS)
            .on(ORGANIZATIONS.ORG_ID.eq(MEMBERS.ORG_ID))
            .where(filter.checked().on(MEMBERS.MEMBER_NAME)),
        page,
        MEMBERS.MEMBER_ID,
        MEMBERS.MEMBER_NAME);
  }

  private Page located(NameFilter filter, Page page) {
    return PageSql.located(
        page,
        () ->
            session
                .sql()
                .select(MEMBERS.MEMBER_NAME)
                .from(MEMBERS)
                // The row was printed, so the filter matches it, and its index leads to it.
                .where(filter.checked().on(MEMBERS.MEMBER_NAME))
                .and(MEMBERS.MEMBER_ID.eq(page.after()))
                .limit(1)
                .fetchOptional(MEMBERS.MEMBER_NAME),
        "member");
  }

  /**
   * Gives the members of all organizations that a filter matches to a sink, as the organization's
   * name and the member's, in the order of their ids. An organization without members comes once,
   * with null for the member.
   */
  public void export(NameFilter filter, RowSink sink) {
    placement.export(filter, sink);
  }
}
