package orgs.store;

import static orgs.schema.Tables.MEMBERS;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.ResultQuery;
import org.jooq.impl.DSL;
import orgs.store.MemberSelection.Named;
import orgs.store.MemberSelection.WithIds;

/**
 * Adds, removes, moves and renames members of one organization, each in one transaction.
 *
 * <p>A change holds a shared lock on the organization, so that a concurrent sync, merge or delete
 * runs entirely before or after it. Appended rows take that lock by their foreign key.
 */
final class MemberChanges {

  /** The number of names that are in memory at a time. */
  private static final int ROWS_PER_INSERT = 1_000;

  private final Session session;
  private final Organization organization;

  MemberChanges(Session session, Organization organization) {
    this.session = session;
    this.organization = organization;
  }

  void add(Iterator<MemberName> names, Consumer<Member> added) {
    session.transaction(
        () -> {
          if (session.isDistributed()) {
            // The foreign key's lock is on another node.
            lock();
          }
          while (names.hasNext()) {
            List<MemberName> some = new ArrayList<>();
            while (some.size() < ROWS_PER_INSERT && names.hasNext()) {
              some.add(names.next());
            }
            Append.into(session, organization.id(), some).run(added);
          }
          return null;
        });
  }

  void remove(MemberSelection selection, Backup backup, Consumer<Member> removed) {
    RemovedMembers.save(
        session,
        organization,
        backup,
        saved -> {
          lock();
          SelectionSql sql = SelectionSql.of(session, organization, selection);
          var delete =
              session
                  .sql()
                  .deleteFrom(MEMBERS)
                  .where(sql.condition().and(sql.allPresent()))
                  .returningResult(
                      MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME, session.transactionNumber());
          forEach(
              sql,
              backup == null ? delete : ReturnedRows.byId(session, delete),
              saved.andThen(removed));
        });
  }

  void move(MemberSelection selection, Organization to, Consumer<Member> moved) {
    session.transaction(
        () -> {
          OrganizationLocks.shared(session, List.of(organization, to));
          SelectionSql sql = SelectionSql.of(session, organization, selection);
          if (sql.isUnlimited()) {
            UncheckedForeignKey.withoutCheck(session, () -> move(sql, to, moved));
          } else {
            move(sql, to, moved);
          }
          return null;
        });
  }

  private long move(SelectionSql sql, Organization to, Consumer<Member> moved) {
    MoveStatement move = new MoveStatement(session, sql.condition().and(sql.allPresent()), to);
    return SqlErrors.withGivenIds(() -> forEach(sql, move.members(), moved));
  }

  /** Runs a statement that does nothing if something is missing, and then throws for that. */
  private long forEach(SelectionSql sql, ResultQuery<?> statement, Consumer<Member> consumer) {
    Set<Object> left = sql.keys();
    Consumer<Member> each =
        member -> {
          left.remove(sql.key(member));
          consumer.accept(member);
        };
    long count;
    while ((count = ReturnedRows.forEach(session, statement, each)) == 0 && !sql.mayBeEmpty()) {
      // The count throws for what is missing, and is above zero if that has appeared meanwhile.
      if (sql.count() == 0) {
        return 0;
      }
    }
    if (!left.isEmpty()) {
      // It was there when the statement began, and went while that waited for another change.
      throw StoreException.conflict(
          "'" + left.iterator().next() + "' was changed by somebody else");
    }
    return count;
  }

  Member rename(String oldName, MemberName newName) {
    // Two at the most: enough to see that there are several.
    var named =
        DSL.select(MEMBERS.MEMBER_ID)
            .from(MEMBERS)
            .where(condition(new Named(Set.of(oldName))))
            .limit(2);
    return rename(
        SelectionSql.ofOrganization(organization).and(MEMBERS.MEMBER_ID.in(named)),
        newName,
        oldName);
  }

  Member rename(long id, MemberName newName) {
    return rename(condition(new WithIds(Set.of(id))), newName, id);
  }

  private Member rename(Condition which, MemberName newName, Object key) {
    return session.transaction(
        () -> {
          lock();
          return MemberQueries.only(
              session
                  .sql()
                  .update(MEMBERS)
                  .set(MEMBERS.MEMBER_NAME, newName.text())
                  .where(which)
                  .returningResult(
                      MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME, session.transactionNumber()),
              session.numbered(Member::new),
              organization,
              key);
        });
  }

  private Condition condition(MemberSelection selection) {
    return SelectionSql.of(session, organization, selection).condition();
  }

  private void lock() {
    OrganizationLocks.shared(session, List.of(organization));
  }
}
