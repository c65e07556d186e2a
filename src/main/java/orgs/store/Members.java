package orgs.store;

import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import orgs.store.MemberSelection.Listed;
import orgs.store.MemberSelection.Matching;
import orgs.store.MemberSelection.Named;
import orgs.store.MemberSelection.WithIds;

/**
 * The members of one organization: a collection that is added to, selected from, counted, updated
 * and deleted by criteria, and never loaded. Rows come as a stream or one by one.
 */
public final class Members {

  private final Session session;
  private final Organization organization;
  private final MemberQueries queries;
  private final MemberChanges changes;

  Members(Session session, Organization organization) {
    this.session = session;
    this.organization = organization;
    this.queries = new MemberQueries(session, organization);
    this.changes = new MemberChanges(session, organization);
  }

  /** The organization whose members these are. */
  public Organization organization() {
    return organization;
  }

  /**
   * Appends members in their order, without reading one. Names need not be unique.
   *
   * @param added is given each new member
   * @throws StoreException (NOT_FOUND) if the organization is gone; nothing is added then
   */
  public void addAll(Iterator<MemberName> names, Consumer<Member> added) {
    changes.add(names, added);
  }

  /**
   * Selects the members whose names are in a file, which goes to the server by COPY, in constant
   * memory.
   *
   * @param names are taken one by one
   * @param ignoreMissing whether a name may have no member
   * @throws IllegalStateException outside of a transaction: the names are dropped at its end
   */
  public MemberSelection listed(
      Iterator<MemberName> names, boolean ignoreMissing, LoadContext.Phases phases) {
    if (!session.isInTransaction()) {
      throw new IllegalStateException("names are staged for a transaction");
    }
    StagedRows staged = StagedRows.create(session);
    long count = staged.copy(StagedRows.ofOne(names), Long.MAX_VALUE, phases);
    staged.analyze();
    return new Listed(count, ignoreMissing);
  }

  /** Drops the names of {@link #listed}, so that the transaction can stage others. */
  public void forgetListed() {
    StagedRows.drop(session);
  }

  /** The members that have a name in common. */
  public Duplicates duplicates(boolean ignoreCase) {
    return new Duplicates(session, organization, ignoreCase);
  }

  /** A replacement in the names of the members that a filter takes. */
  public BulkRename renaming(NameFilter filter, Replacement replacement) {
    return new BulkRename(session, organization, filter, replacement);
  }

  /**
   * A sync of these members with a file.
   *
   * @param create whether the organization doesn't exist, and is created when the change is certain
   */
  public Sync sync(boolean create) {
    return new Sync(session, new OneOrganization(session, organization, create));
  }

  /**
   * Gives the members of a page, their id and their name, to a sink: by COPY, except for the first
   * ones of a filter.
   */
  public void copyTo(NameFilter filter, Page page, RowSink sink) {
    queries.copyTo(filter, page, sink);
  }

  /** Streams members from a cursor. Close the stream. */
  public Stream<Member> select(NameFilter filter, Page page) {
    return select(new Matching(filter), page);
  }

  /** Streams members from a cursor. Close the stream. */
  public Stream<Member> select(MemberSelection selection, Page page) {
    return queries.select(selection, page);
  }

  /**
   * Streams the members that a filter takes, among the next {@value MemberQueries#NEAR} by their
   * ids: the first rows for a text that isn't rare, whatever the planner estimates. The planner
   * knows only a few hundred names, and takes a text in one of a thousand for far rarer; it would
   * then collect all matches before it gives the first. Close the stream.
   *
   * @param page by id, with a limit
   */
  public Stream<Member> selectNear(NameFilter filter, Page page) {
    return queries.selectNear(filter, page);
  }

  /** Counts members in the database. */
  public long count(NameFilter filter) {
    return count(new Matching(filter));
  }

  /**
   * Counts members in the database.
   *
   * @throws StoreException (NOT_FOUND) if a name or id is missing
   */
  public long count(MemberSelection selection) {
    return SelectionSql.of(session, organization, selection).count();
  }

  /**
   * Looks up the only member of this name.
   *
   * @throws StoreException (NOT_FOUND) if there is none, (AMBIGUOUS) if there are several
   */
  public Member get(String name) {
    return queries.get(new Named(Set.of(name)), name);
  }

  /**
   * Looks up the member with this id.
   *
   * @throws StoreException (NOT_FOUND) if there is none
   */
  public Member get(long id) {
    return queries.get(new WithIds(Set.of(id)), id);
  }

  /**
   * The number of all members at little cost: exact below {@value MemberQueries#COUNTED_EXACTLY},
   * and the planner's estimate above.
   */
  public MemberCount estimate() {
    return estimate(NameFilter.ALL);
  }

  /** As {@link #estimate()}, for the members that a filter takes. */
  public MemberCount estimate(NameFilter filter) {
    return queries.estimate(filter);
  }

  /**
   * Members with a part of their name that is similar to this text, the nearest first; none if the
   * server has no search index, or for less than four characters.
   *
   * @param most the greatest number of members
   */
  public List<SimilarName> similarTo(String text, int most) {
    return new SimilarNames(session).amongMembers(organization, text, most);
  }

  /**
   * Removes members in one statement.
   *
   * @param backup takes them, and has them come in the order of their ids; null without a backup
   * @param removed is given each removed member; a rollback undoes that when this throws
   * @throws StoreException (NOT_FOUND) if a name or id is missing; nothing is removed then
   */
  public void remove(MemberSelection selection, Backup backup, Consumer<Member> removed) {
    changes.remove(selection, backup, removed);
  }

  /**
   * Moves members to another organization, in one statement. They keep their ids.
   *
   * @param moved is given each of them; a rollback undoes that when this throws
   * @throws StoreException (NOT_FOUND) if a name or id is missing, or the other organization is
   *     gone, (EXISTS) if that one has a member with such an id; nothing is moved then
   */
  public void move(MemberSelection selection, Organization to, Consumer<Member> moved) {
    changes.move(selection, to, moved);
  }

  /**
   * Renames one member.
   *
   * @throws StoreException (NOT_FOUND) if there is none of that name, (AMBIGUOUS) if there are
   *     several; nothing is done then
   */
  public Member rename(String oldName, MemberName newName) {
    return changes.rename(oldName, newName);
  }

  /**
   * Renames the member with this id.
   *
   * @throws StoreException (NOT_FOUND) if there is none
   */
  public Member rename(long id, MemberName newName) {
    return changes.rename(id, newName);
  }
}
