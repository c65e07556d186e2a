package orgs.cli.command.members;

import java.util.function.Supplier;
import java.util.stream.Stream;
import orgs.cli.session.Columns;
import orgs.cli.session.Confirmation;
import orgs.cli.session.Context;
import orgs.store.Member;
import orgs.store.MemberSelection;
import orgs.store.Members;
import orgs.store.Page;

/** What {@code members remove} and {@code members rename} have in common before they act. */
final class BulkChange {

  private static final int SAMPLE_ROWS = 10;

  /** How much of it a dry run shows. */
  static final Page SAMPLE = new Page(SAMPLE_ROWS, null, Page.Sort.ID);

  private BulkChange() {}

  /** Counts what would be changed. */
  static long count(Context context, Supplier<Long> count) {
    return context.waitFor("counting", count);
  }

  /** One row goes without asking; for more the name of the organization is asked for. */
  static void ask(
      Context context, Confirmation confirmation, String verb, long count, Members members) {
    ask(context, confirmation, verb, count, members, "");
  }

  private static void ask(
      Context context,
      Confirmation confirmation,
      String verb,
      long count,
      Members members,
      String where) {
    if (count > 1) {
      String name = members.organization().name();
      confirmation.ask(
          context, verb + " " + context.number(count) + " members of '" + name + "'" + where, name);
    }
  }

  /**
   * Asks where an answer is needed.
   *
   * @param where the end of the question, or ""
   */
  static void confirm(
      Context context,
      Confirmation confirmation,
      String verb,
      Members members,
      MemberSelection selection,
      String where) {
    if (confirmation.needsAnswer()) {
      long count = count(context, () -> members.count(selection));
      ask(context, confirmation, verb, count, members, where);
    }
  }

  /** Shows members that would be changed; returns what to say of it. */
  static String dryRun(
      Context context, Members members, MemberSelection selection, String participle) {
    long count = count(context, () -> members.count(selection));
    try (Stream<Member> sample = members.select(selection, SAMPLE)) {
      return show(context, participle, count, sample);
    }
  }

  /** Shows the rows as they would be, at the most {@value #SAMPLE_ROWS}; returns how many. */
  static String show(Context context, String participle, long count, Stream<Member> sample) {
    context.print(
        Columns.MEMBER, rows -> sample.forEach(member -> rows.add(member.id(), member.name())));
    return "dry run: "
        + context.count(count, "member")
        + " would be "
        + participle
        + (count > SAMPLE_ROWS ? "; the first " + SAMPLE_ROWS + " are shown" : "");
  }
}
