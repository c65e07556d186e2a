package orgs.store;

import static org.jooq.Records.mapping;
import static orgs.schema.Tables.MEMBERS;
import static orgs.store.model.StoreException.Kind.INVALID;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jooq.Condition;
import orgs.store.model.Member;
import orgs.store.model.MemberSelection.Matching;
import orgs.store.model.NameFilter;
import orgs.store.model.NameRules;
import orgs.store.model.Organization;
import orgs.store.model.Page;
import orgs.store.model.PageSql;
import orgs.store.model.Replacement;
import orgs.store.model.StoreException;
import orgs.store.placement.Placement;
import orgs.store.session.Cursors;
import orgs.store.session.Session;
import orgs.store.session.Transactions;

/** Replaces a text in the names of all members that a filter matches and that have the text. */
public final class BulkRename {

  private final Placement placement;
  private final Session session;
  private final Transactions transactions;
  private final Organization organization;
  private final SelectionSql selection;
  private final Replacement replacement;

  BulkRename(
      Placement placement, Organization organization, NameFilter filter, Replacement replacement) {
    this.placement = placement;
    this.session = placement.session();
    this.transactions = session.transactions();
    this.organization = organization;
    this.selection = SelectionSql.of(placement, organization, new Matching(filter));
    this.replacement = replacement;
  }

  /**
   * Renames the members in one statement.
   *
   * @param renamed is given each renamed member; a rollback undoes that when this throws
   * @throws StoreException (INVALID) if a name would become impossible; nothing is done then
   */
  public void run(Consumer<Member> renamed) {
    transactions.write(
        () -> {
          placement.lockShared(List.of(organization));
          requirePossible();
          var update =
              session
                  .sql()
                  .update(MEMBERS)
                  .set(MEMBERS.MEMBER_NAME, replacement.assignedTo(MEMBERS.MEMBER_NAME))
                  .where(condition())
                  .returningResult(MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME, transactions.idColumn());
          return ReturnedRows.forEach(session, update, renamed);
        });
  }

  /**
   * Counts the members that {@link #run} would rename.
   *
   * @throws StoreException (INVALID) if a name would become impossible
   */
  public long count() {
    requirePossible();
    return session.count(MEMBERS, condition());
  }

  /** Streams the members as {@link #run} would return them, in the order of their ids. */
  public Stream<Member> select(Page page) {
    var rows =
        session
            .sql()
            .select(MEMBERS.MEMBER_ID, replacement.in(MEMBERS.MEMBER_NAME))
            .from(MEMBERS)
            .where(condition())
            .orderBy(MEMBERS.MEMBER_ID);
    return Cursors.stream(session, PageSql.limit(rows, page), mapping(Member::new));
  }

  /** The server would refuse an impossible name, too, but without naming the member. */
  private void requirePossible() {
    session
        .sql()
        .select(MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME, replacement.in(MEMBERS.MEMBER_NAME))
        .from(MEMBERS)
        .where(condition())
        .and(replacement.breaksRules(MEMBERS.MEMBER_NAME))
        .limit(1)
        .fetchOptional()
        .ifPresent(
            row -> {
              throw new StoreException(
                  INVALID,
                  "the new name of member %d ('%s') %s"
                      .formatted(row.value1(), row.value2(), NameRules.problem(row.value3())),
                  "nothing was done");
            });
  }

  private Condition condition() {
    return selection.condition().and(replacement.applies(MEMBERS.MEMBER_NAME));
  }
}
