package orgs.cli.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import orgs.backup.BackupReader;
import orgs.cli.files.IoReason;
import orgs.cli.load.LoadProgress;
import orgs.cli.rows.Columns;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.Syntax;
import orgs.config.WorkingDirectory;
import orgs.input.text.InputException;
import orgs.output.Progress;
import orgs.store.load.LoadResult;
import orgs.store.model.OrganizationName;

public final class RestoreCommand implements Callable<Integer> {

  private final Context context;
  private final Arg<String> file;
  private final Arg<String> name;

  public RestoreCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description(
            "Bring organizations and members back from a backup, with their ids, in one"
                + " transaction.",
            "Members of an organization that is still there come back into it. What a merge moved"
                + " comes back out of where it went.")
        .exitCodes(
            "1:The file is not a complete backup; nothing was restored.",
            "4:An id or a name has been taken; nothing was restored.")
        .examples("orgs restore acme.jsonl", "orgs restore acme.jsonl --as 'acme again'");
    file = syntax.inputFile("FILE", "What backup or --backup wrote.");
    name = syntax.option("--as", "NAME", "Restore the only organization in FILE under this name.");
  }

  @Override
  public Integer call() {
    OrganizationName newName = name.isGiven() ? OrganizationName.of(name.value()) : null;
    Path path = path();
    try (Progress progress = context.messages().progress()) {
      long size = Files.size(path);
      progress.total(size);
      try (BackupReader backup = open(path, newName, progress)) {
        context.signals().setOutcome("nothing was restored");
        context
            .rows()
            .printChanges(
                Columns.RESTORED,
                rows -> {
                  LoadResult restored =
                      context
                          .store()
                          .organizations()
                          .restore(backup, LoadProgress.ofFile(progress, size));
                  rows.add(restored.organizations(), restored.members());
                });
      }
      return ExitCode.OK;
    } catch (InputException e) {
      throw new CliException(ExitCode.FAILURE, file.value() + " " + e.getMessage(), e.hint());
    } catch (UncheckedIOException e) {
      throw unreadable(e.getCause());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private BackupReader open(Path path, OrganizationName newName, Progress progress)
      throws IOException {
    AtomicLong rows = new AtomicLong();
    BackupReader backup =
        new BackupReader(path, bytes -> progress.rows(rows.incrementAndGet(), bytes));
    if (newName != null) {
      if (backup.organizationCount() != 1) {
        backup.close();
        throw CliException.usage(
            file.value() + " has " + backup.organizationCount() + " organizations",
            "--as names one; restore them under their own names");
      }
      backup.rename(newName);
    }
    return backup;
  }

  private Path path() {
    Path named = Path.of(file.value());
    Path path = WorkingDirectory.resolve(named);
    if (!Files.exists(path)) {
      throw CliException.usage("no file " + named, "give a file that orgs backup wrote");
    }
    if (!Files.isRegularFile(path)) {
      // It is checked from end to end before its first row is restored.
      throw CliException.usage(named + " is no regular file", "a backup has to be read twice");
    }
    if (!Files.isReadable(path)) {
      throw CliException.usage("no permission to read " + named, null);
    }
    return path;
  }

  private CliException unreadable(IOException e) {
    return new CliException(
        ExitCode.FAILURE,
        "can't read " + file.value() + ": " + IoReason.of(e),
        "nothing was restored");
  }
}
