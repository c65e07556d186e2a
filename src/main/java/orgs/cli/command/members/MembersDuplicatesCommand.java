package orgs.cli.command.members;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import orgs.cli.backup.BackupOption;
import orgs.cli.rows.Columns;
import orgs.cli.rows.RowForm;
import orgs.cli.session.Confirmation;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.OrganizationParameter;
import orgs.cli.syntax.RowOptions;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import orgs.store.Backup;
import orgs.store.ChangeKind;
import orgs.store.Duplicates;
import orgs.store.Duplicates.Duplicate;
import orgs.store.Members;

public final class MembersDuplicatesCommand implements Callable<Integer> {

  private final Context context;
  private final OrganizationParameter organization;
  private final Arg<Boolean> remove;
  private final Arg<Boolean> ignoreCase;
  private final RowOptions looks;
  private final BackupOption backup;
  private final Confirmation confirmation;

  public MembersDuplicatesCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description("Show the names that several members have, the most frequent first.")
        .exitCodes(Usage.NO_ORGANIZATION, Usage.NOT_CONFIRMED)
        .examples(
            "orgs members duplicates acme", "orgs members duplicates acme --remove --dry-run");
    organization = new OrganizationParameter(syntax);
    remove =
        syntax.flag(
            "--remove", "Remove all but the oldest member, the one with the lowest id, of each.");
    ignoreCase =
        syntax.flag("-i, --ignore-case", "Treat names that differ only in case as the same.");
    looks = new RowOptions(syntax, Columns.DUPLICATE);
    backup = new BackupOption(syntax);
    confirmation = Confirmation.orDryRun(syntax);
  }

  @Override
  public Integer call() {
    if (backup.isGiven() && !remove.value()) {
      throw CliException.usage("--backup needs --remove", "nothing goes without it");
    }
    RowForm form = context.rows().form(looks, Columns.DUPLICATE);
    Members members = organization.members(context.store());
    Duplicates duplicates = members.duplicates(ignoreCase.value());
    BulkChange change = new BulkChange(context, confirmation, members, BulkChange.Verb.REMOVE, "");
    if (remove.value() && confirmation.isDryRun()) {
      context.store().rehearse(ChangeKind.REMOVE_DUPLICATES);
    }
    if (!remove.value() || confirmation.isDryRun()) {
      show(duplicates, form);
      if (remove.value()) {
        long count = change.count(duplicates::count);
        context
            .messages()
            .say(
                "dry run: "
                    + context.messages().count(count, "member")
                    + " would be removed; nothing was changed");
      }
      return ExitCode.OK;
    }
    change.confirm(duplicates::count);
    long removed = backup.withBackup(context, saved -> remove(duplicates, saved, form));
    context.messages().say("removed " + context.messages().count(removed, "member"));
    return ExitCode.OK;
  }

  private void show(Duplicates duplicates, RowForm form) {
    try (Stream<Duplicate> found = context.messages().waitFor("searching", duplicates::select)) {
      context.rows().print(form, rows -> found.forEach(one -> rows.add(one.name(), one.copies())));
    }
  }

  private long remove(Duplicates duplicates, Backup saved, RowForm form) {
    AtomicLong removed = new AtomicLong();
    context
        .rows()
        .printChanges(
            form,
            rows -> {
              rows.waitFor("removing");
              duplicates.remove(
                  saved,
                  one -> rows.add(one.name(), one.copies()),
                  member -> removed.incrementAndGet());
            });
    return removed.get();
  }
}
