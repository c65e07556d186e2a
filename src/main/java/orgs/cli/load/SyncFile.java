package orgs.cli.load;

import orgs.cli.backup.BackupOption;
import orgs.cli.session.Confirmation;
import orgs.cli.session.Context;
import orgs.cli.syntax.Syntax;
import orgs.store.ChangeKind;
import orgs.store.backup.Backup;
import orgs.store.load.ImportRow;
import orgs.store.sync.Sync;
import orgs.store.sync.Sync.Approval;
import orgs.store.sync.SyncSummary;

/** Makes members equal to a file: after a confirmation, within a limit, and with a backup. */
public final class SyncFile {

  /**
   * A sync that a command wants, to be run once.
   *
   * @param beginning what the sync does before it compares
   * @param subject what changes: {@code "organization 'acme'"}
   * @param name what has to be typed to confirm
   */
  public record Job(
      Importer<ImportRow> file, Sync sync, ChangeKind beginning, String subject, String name) {}

  private final Context context;
  private final SyncOutput output;
  private final RemovalLimit limit;
  private final BackupOption backup;
  private final Confirmation confirmation;

  public SyncFile(Context context, Syntax syntax, SyncColumns columns) {
    this.context = context;
    output = new SyncOutput(context, syntax, columns);
    limit = new RemovalLimit(syntax);
    backup = new BackupOption(syntax);
    confirmation = Confirmation.orDryRun(syntax);
  }

  /** Refuses where a person has to be asked and there is none, before anything is read. */
  public void requireAnswer() {
    if (confirmation.isDryRun()) {
      return;
    }
    limit.quota();
    confirmation.requireTerminal(context, "makes the members equal to a file");
  }

  /**
   * Makes the change and prints it, or what it would be.
   *
   * @return the exit code
   */
  public int run(Job job) {
    Approval approval = new ByOptions(job, limit.quota());
    if (confirmation.isDryRun()) {
      context.store().rehearse(job.beginning());
      SyncSummary summary = output.diff(job.file(), job.sync(), approval::check);
      rehearse(summary);
      return job.file().finish("dry run: " + output.toDo(summary) + "; nothing was changed");
    }
    SyncSummary summary =
        backup.withBackup(
            context, saved -> output.print(true, rows -> apply(job, approval, rows, saved)));
    return job.file().finish(output.done(summary));
  }

  private static SyncSummary apply(Job job, Approval approval, ChangeRows rows, Backup saved) {
    Importer<ImportRow> file = job.file();
    return job.sync()
        .apply(file.rows(), rows.beside(file.load()), approval, rows.sinkOrNull(), saved);
  }

  private void rehearse(SyncSummary summary) {
    if (summary.removed() > 0) {
      context.store().rehearse(ChangeKind.REMOVE_SURPLUS);
    }
    if (summary.organizationsDeleted() > 0) {
      context.store().rehearse(ChangeKind.PRUNE);
    }
    if (summary.added() > 0) {
      context.store().rehearse(ChangeKind.ADD_MISSING);
    }
  }

  /** The approval that the options give, or a person. */
  private final class ByOptions implements Approval {

    private final Job job;
    private final Quota quota;

    ByOptions(Job job, Quota quota) {
      this.job = job;
      this.quota = quota;
    }

    @Override
    public void check(SyncSummary summary) {
      limit.check(summary, quota);
    }

    @Override
    public boolean asks() {
      return confirmation.needsAnswer();
    }

    @Override
    public void ask(SyncSummary summary) {
      output.sayNearlySame(summary);
      confirmation.ask(
          context, "changes " + job.subject() + ": " + output.toDo(summary), job.name());
    }
  }
}
