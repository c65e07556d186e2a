package orgs.store;

import static org.jooq.Records.mapping;
import static orgs.schema.Tables.MEMBERS;
import static orgs.store.model.StoreException.Kind.AMBIGUOUS;

import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record2;
import org.jooq.RecordMapper;
import org.jooq.ResultQuery;
import org.jooq.Select;
import org.jooq.Table;
import orgs.store.copy.CopyReader;
import orgs.store.copy.RowSink;
import orgs.store.model.Member;
import orgs.store.model.MemberSelection;
import orgs.store.model.MemberSelection.Matching;
import orgs.store.model.MemberSelection.WithIds;
import orgs.store.model.NameFilter;
import orgs.store.model.Organization;
import orgs.store.model.Page;
import orgs.store.model.PageSql;
import orgs.store.model.StoreException;
import orgs.store.placement.Placement;
import orgs.store.session.Cursors;
import orgs.store.session.Session;

/** Reads members of one organization: pages of rows, single members and estimates. */
final class MemberQueries {

  /** This many members are read in about ten milliseconds. */
  static final int NEAR = 10_000;

  private static final int FIRST_ROWS = 100;

  private static final int ROUND_TRIPS = 5;

  private static final long FAST_NANOS = 100_000_000;

  private final Placement placement;
  private final Session session;
  private final Organization organization;

  MemberQueries(Placement placement, Organization organization) {
    this.placement = placement;
    this.session = placement.session();
    this.organization = organization;
  }

  /** Gives a page to a sink: by COPY, except for the first rows of a filter. */
  void copyTo(NameFilter filter, Page requested, RowSink sink) {
    Page page = located(requested);
    SelectionSql selection = sql(new Matching(filter));
    Select<Record2<Long, String>> query = query(selection, page);
    if (!filter.isEmpty() && !CopyReader.isPossible(session)) {
      selectTo(selection, page, sink);
      return;
    }
    long asked = System.nanoTime();
    if (filter.isEmpty() || !placement.trickles(query)) {
      CopyReader.run(session, query, sink);
    } else if (session.transactions().isOpen() || page.limit() > 0 || page.sort() != Page.Sort.ID) {
      selectTo(selection, page, sink);
    } else {
      long roundTrip = System.nanoTime() - asked;
      session.transactions().snapshot(() -> copyMatching(selection, page, roundTrip, sink));
    }
  }

  private void selectTo(SelectionSql selection, Page page, RowSink sink) {
    try (Stream<Member> members = selectLocated(selection, page)) {
      members.forEach(member -> sink.add(member.id(), member.name()));
    }
  }

  /**
   * Gives all rows of a long query to a sink: the first ones from a cursor, the others by COPY.
   *
   * <p>The server sends COPY's rows in packets of some hundred rows, in which the rare matches of a
   * slow filter would wait. So a cursor brings the first rows, one by one. If they come fast, there
   * are many, and COPY brings those after them. If they don't, the search takes the time and must
   * not begin again, so the cursor brings the others, too.
   *
   * @param roundTrip the nanoseconds of a round trip; the first rows take several
   */
  private void copyMatching(SelectionSql selection, Page page, long roundTrip, RowSink sink) {
    Member last = null;
    try (Stream<Member> members = selectLocated(selection, page)) {
      long deadline = System.nanoTime() + FAST_NANOS + ROUND_TRIPS * roundTrip;
      Iterator<Member> each = members.iterator();
      boolean fast = false;
      for (long count = 1; !fast && each.hasNext(); count++) {
        last = each.next();
        sink.add(last.id(), last.name());
        fast = count == FIRST_ROWS && System.nanoTime() < deadline;
      }
      if (!fast) {
        return;
      }
    }
    CopyReader.run(session, query(selection, page.restBehind(last.id())), sink);
  }

  /** Streams members from a cursor. Close the stream. */
  Stream<Member> select(MemberSelection selection, Page page) {
    return selectLocated(sql(selection), located(page));
  }

  private Stream<Member> selectLocated(SelectionSql selection, Page page) {
    ResultQuery<Record2<Long, String>> rows = query(selection, page);
    return selection.trickles()
        ? Cursors.stream(session, rows, mapping(Member::new))
        : Cursors.streamAtOnce(session, rows, mapping(Member::new));
  }

  private Page located(Page page) {
    return PageSql.located(
        page,
        () ->
            session
                .sql()
                .select(MEMBERS.MEMBER_NAME)
                .from(MEMBERS)
                .where(sql(new WithIds(Set.of(page.after()))).condition())
                .fetchOptional(MEMBERS.MEMBER_NAME),
        "member of '" + organization.name() + "'");
  }

  private Select<Record2<Long, String>> query(SelectionSql selection, Page page) {
    return PageSql.rows(
        session
            .sql()
            .select(MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME)
            .from(MEMBERS)
            .where(selection.condition()),
        page,
        MEMBERS.MEMBER_ID,
        MEMBERS.MEMBER_NAME);
  }

  /** Streams the members that a filter matches, among the next {@value #NEAR} by their ids. */
  Stream<Member> selectNear(NameFilter filter, Page page) {
    Table<Record2<Long, String>> near =
        session
            .sql()
            .select(MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME)
            .from(MEMBERS)
            .where(SelectionSql.ofOrganization(organization))
            .and(PageSql.after(page, MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME))
            .orderBy(PageSql.order(page, MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME))
            .limit(NEAR)
            .asTable("near");
    Field<Long> id = near.field(MEMBERS.MEMBER_ID);
    Field<String> name = near.field(MEMBERS.MEMBER_NAME);
    return Cursors.streamAtOnce(
        session,
        PageSql.limit(
            session
                .sql()
                .select(id, name)
                .from(near)
                .where(filter.checked().on(name))
                .orderBy(PageSql.order(page, id, name)),
            page),
        mapping(Member::new));
  }

  /** Looks up the only member of a selection by one key. */
  Member get(MemberSelection selection, Object key) {
    return only(
        session
            .sql()
            .select(MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME)
            .from(MEMBERS)
            .where(sql(selection).condition())
            .limit(2),
        mapping(Member::new),
        organization,
        key);
  }

  /** Runs a query or a change by a name or an id, and returns its only row. */
  static <R extends Record> Member only(
      ResultQuery<R> query, RecordMapper<R, Member> mapper, Organization organization, Object key) {
    List<Member> found = query.fetch(mapper);
    if (found.isEmpty()) {
      throw SelectionSql.notFound(organization, key);
    }
    if (found.size() > 1) {
      throw new StoreException(
          AMBIGUOUS,
          "several members of '" + organization.name() + "' are named '" + key + "'",
          "give the --id of one, or rename all with --name and --replace");
    }
    return found.get(0);
  }

  private SelectionSql sql(MemberSelection selection) {
    return SelectionSql.of(placement, organization, selection);
  }
}
