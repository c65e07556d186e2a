package orgs.store;

import static org.jooq.Records.mapping;
import static orgs.schema.Tables.MEMBERS;
import static orgs.store.StoreException.Kind.INVALID;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jooq.Condition;
import orgs.store.MemberSelection.Matching;

/** Replaces a text in the names of all members that a filter takes and that have the text. */
public final class BulkRename {

  private final Session session;
  private final Organization organization;
  private final SelectionSql selection;
  private final Replacement replacement;

  BulkRename(
      Session session, Organization organization, NameFilter filter, Replacement replacement) {
    this.session = session;
    this.organization = organization;
    this.selection = SelectionSql.of(session, organization, new Matching(filter));
    this.replacement = replacement;
  }

  /**
   * Renames the members in one statement.
   *
   * @param renamed is given each renamed member; a rollback undoes that when this throws
   * @throws StoreException (INVALID) if a name would become impossible; nothing is done then
   */
  public void run(Consumer<Member> renamed) {
    session.transaction(
        () -> {
          OrganizationLocks.shared(session, List.of(organization));
          requirePossible();
          var update =
              session
                  .sql()
                  .update(MEMBERS)
                  .set(MEMBERS.MEMBER_NAME, replacement.assignedTo(MEMBERS.MEMBER_NAME))
                  .where(condition())
                  .returningResult(
                      MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME, session.transactionNumber());
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
    return selection.count(condition());
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
    return session.stream(PageSql.limit(rows, page), mapping(Member::new));
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
