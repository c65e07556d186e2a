package orgs.store;

import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;

import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Record2;
import org.jooq.Record4;
import org.jooq.RecordMapper;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * The members of all organizations, each with its organization: imported and exported, searched and
 * counted, and added to an organization that is known only by its name or id.
 */
public final class Memberships {

  private static final RecordMapper<Record4<Long, String, Long, String>, FoundMember> FOUND =
      row ->
          new FoundMember(
              new Organization(row.value1(), row.value2()), new Member(row.value3(), row.value4()));

  private final Session session;
  private final Organizations organizations;
  private final AppendByReference append;

  Memberships(Session session, Organizations organizations) {
    this.session = session;
    this.organizations = organizations;
    this.append = new AppendByReference(session);
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
    session.transaction(
        () -> {
          if (session.isDistributed()) {
            // Its node doesn't get the values of a statement that also looks something up.
            new Members(session, organizations.get(ref)).addAll(names.iterator(), added);
            return null;
          }
          if (append.run(RefSql.requirePossible(ref), names, added) == 0) {
            throw RefSql.notFound(ref);
          }
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
    return session.transaction(
        () -> {
          Organization organization =
              create && ref instanceof OrganizationRef.ByName byName
                  ? organizations
                      .create(List.of(OrganizationName.of(byName.name())), true, created -> {})
                      .get(0)
                  : organizations.get(ref);
          OrganizationLocks.shared(session, List.of(organization));
          return BulkLoad.into(session, load, () -> copy(organization, names, load));
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
    return session.transaction(
        () ->
            session.isDistributed()
                ? new ClusterLoad(session).run(rows, load)
                : new MembershipLoad(session).run(rows, load),
        load.phases());
  }

  /**
   * A sync of organizations and members with a file.
   *
   * @param prune whether organizations that the file doesn't name are deleted
   */
  public Sync sync(boolean prune) {
    return new Sync(
        session,
        session.isDistributed()
            ? new ManyOrganizationsOnCluster(session, prune)
            : new ManyOrganizations(session, prune));
  }

  /** Counts the members of all organizations. */
  public long count(NameFilter filter) {
    return session
        .sql()
        .select(DSL.count().coerce(Long.class))
        .from(MEMBERS)
        .where(filter.checked().on(MEMBERS.MEMBER_NAME))
        .fetchSingle(0, Long.class);
  }

  /** Streams the members that a filter takes, in the order of their ids or names. Close it. */
  public Stream<FoundMember> search(NameFilter filter, Page page) {
    return session.stream(found(filter, page), FOUND);
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
    return PageSql.limit(
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
            .where(filter.checked().on(MEMBERS.MEMBER_NAME))
            .and(PageSql.after(page, MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME))
            .orderBy(PageSql.order(page, MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME)),
        page);
  }

  private Page located(NameFilter filter, Page page) {
    return PageSql.located(
        page,
        () ->
            session
                .sql()
                .select(MEMBERS.MEMBER_NAME)
                .from(MEMBERS)
                // The row was printed, so the filter takes it, and its index leads to it.
                .where(filter.checked().on(MEMBERS.MEMBER_NAME))
                .and(MEMBERS.MEMBER_ID.eq(page.after()))
                .limit(1)
                .fetchOptional(MEMBERS.MEMBER_NAME),
        "member");
  }

  /**
   * Gives the members of all organizations that a filter takes to a sink, as the organization's
   * name and the member's, in the order of their ids. An organization without members comes once,
   * with null for the member.
   */
  public void export(NameFilter filter, RowSink sink) {
    if (session.isDistributed()) {
      new ClusterExport(session, filter).copyTo(sink);
    } else if (filter.isEmpty() || CopyReader.isPossible(session)) {
      CopyReader.run(session, inOrder(filter), sink);
    } else {
      try (Stream<Record2<String, String>> rows = session.stream(inOrder(filter), row -> row)) {
        rows.forEach(row -> sink.add(row.value1(), row.value2()));
      }
    }
  }

  /**
   * Organization by organization, each with its members in their order. The inner queries come
   * sorted from the keys' indexes, so that the first row comes at once and a filter reads only the
   * rows that it takes; one sort of the whole result by both ids would have the server sort an
   * organization's members, or read all members.
   */
  private Select<Record2<String, String>> inOrder(NameFilter filter) {
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
