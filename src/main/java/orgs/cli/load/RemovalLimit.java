package orgs.cli.load;

import orgs.cli.syntax.Arg;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.Syntax;
import orgs.store.SyncSummary;

/** The circuit breaker of a sync: a file that was cut off must not empty an organization. */
final class RemovalLimit {

  private static final String DEFAULT = "20%";

  /** In an organization of a few members each of them is a large share. */
  private static final long FEW = 10;

  private final Arg<String> maxRemovals;

  RemovalLimit(Syntax syntax) {
    maxRemovals =
        syntax
            .option(
                "--max-removals",
                "N|N%",
                "Refuse to remove more than N, or more than N% of the members that are there (10"
                    + " may always go, unless it is 0%). Default: 20%.")
            .setDefault(DEFAULT);
  }

  /**
   * Reads the option.
   *
   * @throws CliException (USAGE) when it isn't a number or a percentage
   */
  Quota quota() {
    return Quota.parse(maxRemovals.value(), "removals");
  }

  void check(SyncSummary summary, Quota quota) {
    check(quota, summary.removed(), summary.membersBefore(), "removes", "members");
    check(
        quota,
        summary.organizationsDeleted(),
        summary.organizationsBefore(),
        "deletes",
        "organizations");
    requireWhole(summary, quota);
  }

  /** Refuses to remove all members: a file without members was probably never written. */
  private static void requireWhole(SyncSummary summary, Quota quota) {
    long gone = Math.max(summary.removed(), summary.organizationsDeleted());
    if (summary.leavesNoMember() && !quota.allowsAll(gone)) {
      throw new CliException(
          ExitCode.REFUSED,
          "the file has no members, and this removes all there are",
          "nothing was changed; if the file is complete, allow it with --max-removals 100%");
    }
  }

  private static void check(Quota quota, long gone, long before, String verb, String what) {
    if ((!quota.isShare() || gone > FEW) && quota.exceededBy(gone, before)) {
      throw new CliException(
          ExitCode.REFUSED,
          "this %s %d of %d %s, more than --max-removals %s"
              .formatted(verb, gone, before, what, quota),
          "nothing was changed; if the file is complete, allow it with --max-removals "
              + (quota.isShare() ? "100%" : String.valueOf(gone)));
    }
  }
}
