package orgs.cli.load;

import java.util.function.Function;
import orgs.cli.backup.BackupOption;
import orgs.cli.rows.RowWriter;
import orgs.cli.session.Confirmation;
import orgs.cli.session.Context;
import orgs.cli.syntax.Syntax;
import orgs.store.Approval;
import orgs.store.Backup;
import orgs.store.ChangeKind;
import orgs.store.SyncSummary;

/** Makes members equal to a file: after a confirmation, within a limit, and with a backup. */
public final class SyncFile {

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
    if (confirmation.needsAnswer()) {
      confirmation.requireTerminal(context, "makes the members equal to a file");
    }
  }

  /**
   * Makes the change and prints it, or what it would be.
   *
   * @return the exit code
   */
  public int run(SyncJob job) {
    Approval approval = new ByOptions(job, limit.quota());
    if (confirmation.isDryRun()) {
      context.store().rehearse(job.beginning());
      SyncSummary summary = output.diff(job.file(), job.sync(), approval::check);
      rehearse(summary);
      return job.file().finish("dry run: " + output.toDo(summary) + "; nothing was changed");
    }
    SyncSummary summary = backup.withBackup(context, saved -> apply(job, approval, saved));
    return job.file().finish(output.done(summary));
  }

  private SyncSummary apply(SyncJob job, Approval approval, Backup saved) {
    boolean cut = output.isCut();
    Function<RowWriter, SyncSummary> body =
        writer -> {
          ChangeRows rows = output.rows(writer, cut);
          return rows.end(
              job.sync()
                  .apply(
                      job.file().rows(),
                      rows.beside(job.file().load()),
                      approval,
                      rows.sinkOrNull(),
                      saved));
        };
    SyncSummary summary =
        output.isSummary()
            ? context.rows().printOneAndGet(output.columns().numbers(), true, body)
            : context.rows().printChangesAndGet(output.columns().changes(), body);
    return output.report(summary, cut);
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

    private final SyncJob job;
    private final Quota quota;

    ByOptions(SyncJob job, Quota quota) {
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
