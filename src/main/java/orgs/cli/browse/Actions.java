package orgs.cli.browse;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import orgs.cli.backup.BackupOption;
import orgs.cli.session.Context;
import orgs.cli.syntax.CliException;
import orgs.output.SafeText;
import orgs.store.Backup;
import orgs.store.Organization;
import orgs.store.OrganizationRef;
import orgs.store.Store;

/**
 * The changes that keys make, with the same operations and confirmations as the commands. More than
 * one member, or an organization, is confirmed by typing a name.
 *
 * <p><b>Threading.</b> Called on the screen's thread; {@link Changes} takes the work on the store
 * to the other one.
 */
final class Actions {

  private final Context context;
  private final ScreenState state;
  private final RowLoader rows;
  private final Changes changes;

  Actions(Context context, ScreenState state, RowLoader rows, Changes changes) {
    this.context = context;
    this.state = state;
    this.rows = rows;
    this.changes = changes;
  }

  /** Shows why nothing is done. */
  void refuse(String why) {
    state.message = why;
  }

  private void ask(Question question) {
    state.overlay = question;
  }

  // --- add and rename

  void add(Listing listing) {
    Source source = listing.source;
    ask(
        new Question(
            source.addTitle(),
            List.of(),
            " Name: ",
            "",
            question ->
                changes.run(
                    "adding",
                    question,
                    store -> source.add(store, question.answer()),
                    added -> {
                      state.backToList("added " + added.id() + " '" + added.name() + "'");
                      listing.filter.set("");
                      rows.searchLast();
                    })));
  }

  void rename(Listing listing) {
    Row row = listing.window.current();
    if (row == null) {
      refuse("there is nothing to rename");
      return;
    }
    ask(
        new Question(
            "Rename " + row.id() + " '" + SafeText.of(row.name()) + "'",
            List.of(),
            " New name: ",
            row.name(),
            question ->
                changes.run(
                    "renaming",
                    question,
                    store -> listing.source.rename(store, row.id(), question.answer()),
                    renamed -> {
                      state.backToList("renamed " + renamed.id() + " to '" + renamed.name() + "'");
                      listing.marks.computeIfPresent(renamed.id(), (id, old) -> renamed);
                      rows.reload();
                    })));
  }

  // --- move

  void move(Listing listing) {
    listing.source.askToMove(this, listing);
  }

  void moveMembers(Listing listing, MembersOf source) {
    Map<Long, Row> selected = listing.selected();
    if (selected.isEmpty()) {
      refuse("there are no members to move");
      return;
    }
    Organization from = source.organization();
    ask(
        new Question(
            "Move " + Questions.members(selected.size()) + " of " + Questions.quoted(from),
            Questions.names(selected.values()),
            " To organization: ",
            "",
            question ->
                changes.run(
                    "looking it up",
                    question,
                    store -> target(store, from, question.answer()),
                    to -> confirmMove(listing, source, to, selected.keySet(), question))));
  }

  private static Organization target(Store store, Organization from, String typed) {
    Organization to = store.organizations().get(OrganizationRef.parse(typed));
    if (to.equals(from)) {
      throw CliException.usage("they are in '" + to.name() + "' already", "name another one");
    }
    return to;
  }

  private void confirmMove(
      Listing listing, MembersOf source, Organization to, Set<Long> ids, Question before) {
    String members = Questions.members(ids.size());
    Consumer<Question> move =
        question ->
            changes.run(
                "moving",
                question,
                store -> {
                  source.move(store, ids, to);
                  return null;
                },
                nothing -> removed(listing, "moved " + members + " to '" + to.name() + "'"));
    String from = source.organization().name();
    confirmMany(
        ids.size(),
        before,
        Questions.confirmation(
            "moves " + members + " of '" + from + "' to '" + to.name() + "'", from, move),
        move);
  }

  // --- remove

  void remove(Listing listing) {
    listing.source.askToRemove(this, listing);
  }

  void removeMembers(Listing listing, MembersOf source) {
    Map<Long, Row> selected = listing.selected();
    if (selected.isEmpty()) {
      refuse("there are no members to remove");
      return;
    }
    Set<Long> ids = selected.keySet();
    String members = Questions.members(ids.size());
    Organization organization = source.organization();
    ask(
        Questions.backup(
            "Remove " + members + " of " + Questions.quoted(organization),
            Questions.names(selected.values()),
            (before, file) -> {
              Consumer<Question> remove =
                  question ->
                      runWithBackup(
                          "removing",
                          question,
                          file,
                          (store, backup) -> source.remove(store, ids, backup),
                          () -> removed(listing, "removed " + members + restorable(file)));
              confirmMany(
                  ids.size(),
                  before,
                  Questions.confirmation(
                      "removes " + members + " of '" + organization.name() + "'",
                      organization.name(),
                      remove),
                  remove);
            }));
  }

  void deleteOrganization(Listing listing) {
    Row row = listing.window.current();
    if (row == null) {
      refuse("there is nothing to delete");
      return;
    }
    if (listing.marks.size() > 1) {
      refuse("organizations are deleted one by one; Space takes marks away");
      return;
    }
    Organization organization = AllOrganizations.organization(row);
    ask(
        Questions.backup(
            "Delete " + Questions.quoted(organization) + " with all its members",
            List.of(),
            (before, file) ->
                changes.run(
                    "counting",
                    before,
                    store -> Count.of(store.members(organization).estimate()),
                    count -> confirmDeletion(listing, organization, count, file))));
  }

  private void confirmDeletion(Listing listing, Organization organization, Count count, Path file) {
    String name = organization.name();
    ask(
        Questions.confirmation(
            "deletes '" + name + "' with " + Questions.members(count),
            name,
            question ->
                runWithBackup(
                    "deleting",
                    question,
                    file,
                    (store, backup) -> AllOrganizations.delete(store, organization, backup),
                    () -> removed(listing, "deleted '" + name + "'" + restorable(file)))));
  }

  // --- what several of them do

  /**
   * Runs a change at once where it is of one row, and asks for a confirmation where it is of more.
   */
  private void confirmMany(
      int size, Question before, Question confirmation, Consumer<Question> change) {
    if (size == 1) {
      change.accept(before);
    } else {
      ask(confirmation);
    }
  }

  /** A change of the store that saves what it removes, unless the backup is null. */
  private interface SavingChange {
    void run(Store store, Backup backup);
  }

  private void runWithBackup(
      String what, Question question, Path file, SavingChange change, Runnable done) {
    changes.run(
        what,
        question,
        store ->
            BackupOption.withBackup(
                context,
                file,
                backup -> {
                  change.run(store, backup);
                  return null;
                }),
        nothing -> done.run());
  }

  /** Shows the list without the rows that were marked. */
  private void removed(Listing listing, String message) {
    state.backToList(message);
    listing.marks.clear();
    rows.reload();
  }

  private static String restorable(Path file) {
    return file == null ? "" : "; orgs restore " + file + " brings back what was there";
  }
}
