package orgs.cli.command.members;

import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import orgs.cli.rows.Columns;
import orgs.cli.session.Confirmation;
import orgs.cli.session.Context;
import orgs.store.ChangeKind;
import orgs.store.Member;
import orgs.store.MemberSelection;
import orgs.store.Members;
import orgs.store.Page;

/** Changes many members: asks before it, prints their rows, and shows a dry run. */
final class BulkChange {

  private static final int SAMPLE_ROWS = 10;

  /** The rows that a dry run shows. */
  static final Page SAMPLE = new Page(SAMPLE_ROWS, null, Page.Sort.ID);

  private final Context context;
  private final Confirmation confirmation;
  private final Members members;
  private final Verb verb;
  private final String where;

  /** The kinds of change, with their forms in messages. */
  enum Verb {
    MOVE(ChangeKind.MOVE_MEMBERS, "moves", "moved", "moving"),
    REMOVE(ChangeKind.REMOVE_MEMBERS, "removes", "removed", "removing"),
    RENAME(ChangeKind.RENAME_MEMBERS, "renames", "renamed", "renaming");

    private final ChangeKind kind;
    private final String present;
    private final String participle;
    private final String progressive;

    Verb(ChangeKind kind, String present, String participle, String progressive) {
      this.kind = kind;
      this.present = present;
      this.participle = participle;
      this.progressive = progressive;
    }
  }

  /** Changes members, and hands each over to be printed. */
  interface Change {
    void run(MemberSelection selection, Consumer<Member> printed);
  }

  /**
   * Describes the change.
   *
   * @param where the end of the question, or ""
   */
  BulkChange(Context context, Confirmation confirmation, Members members, Verb verb, String where) {
    this.context = context;
    this.confirmation = confirmation;
    this.members = members;
    this.verb = verb;
    this.where = where;
  }

  /**
   * Asks if an answer is needed, changes the selected members and prints them.
   *
   * @return null: there is nothing else to say
   */
  String make(SelectedMembers.Scope scope, Change change) {
    context
        .rows()
        .printChanges(
            Columns.MEMBER,
            rows ->
                scope.with(
                    selection -> {
                      confirm(() -> members.count(selection));
                      rows.waitFor(verb.progressive);
                      change.run(selection, member -> rows.add(member.id(), member.name()));
                      return null;
                    }));
    return null;
  }

  /** Shows the members that would be changed; returns a message about them. */
  String dryRun(SelectedMembers.Scope scope) {
    context.store().rehearse(verb.kind);
    return scope.with(
        selection -> {
          long count = count(() -> members.count(selection));
          try (Stream<Member> sample = members.select(selection, SAMPLE)) {
            return show(count, sample);
          }
        });
  }

  /** Shows the rows as they would be, at the most {@value #SAMPLE_ROWS}; returns a message. */
  String show(long count, Stream<Member> sample) {
    context
        .rows()
        .print(
            Columns.MEMBER, rows -> sample.forEach(member -> rows.add(member.id(), member.name())));
    return "dry run: "
        + context.messages().count(count, "member")
        + " would be "
        + verb.participle
        + (count > SAMPLE_ROWS ? "; the first " + SAMPLE_ROWS + " are shown" : "");
  }

  /** Counts the members that would be changed. */
  long count(Supplier<Long> count) {
    return context.messages().waitFor("counting", count);
  }

  /** Asks for the name of the organization, unless at the most one member would be changed. */
  void confirm(Supplier<Long> count) {
    if (!confirmation.needsAnswer()) {
      return;
    }
    long many = count(count);
    if (many > 1) {
      String name = members.organization().name();
      confirmation.ask(
          context,
          verb.present
              + " "
              + context.messages().number(many)
              + " members of '"
              + name
              + "'"
              + where,
          name);
    }
  }
}
