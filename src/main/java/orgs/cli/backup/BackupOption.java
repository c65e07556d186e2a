package orgs.cli.backup;

import java.nio.file.Path;
import java.util.function.Function;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.Syntax;
import orgs.store.Backup;

/** The file that takes what a command deletes. */
public final class BackupOption {

  private final Arg<Path> file;

  public BackupOption(Syntax syntax) {
    file =
        syntax.outputFile(
            "--backup",
            "FILE",
            "First save what is removed to FILE, which must not exist; orgs restore brings it back. A"
                + " name that ends in .gz compresses it.");
  }

  public boolean isGiven() {
    return file.isGiven();
  }

  /**
   * Does work that deletes.
   *
   * @param work is given the backup, or null where none is wanted. What it writes stays unless
   *     nothing was deleted
   */
  public <T> T withBackup(Context context, Function<Backup, T> work) {
    return withBackup(context, file.value(), work);
  }

  /**
   * The same, to a file that was named otherwise.
   *
   * @param file null where no backup is wanted
   */
  public static <T> T withBackup(Context context, Path file, Function<Backup, T> work) {
    if (file == null) {
      return work.apply(null);
    }
    BackupFile backup = BackupFile.create(context, file);
    try {
      T result = work.apply(backup);
      if (!backup.isPublished()) {
        // Nothing went; a script finds the file all the same.
        context.store().complete(backup);
      }
      context.messages().say(backup.saved(context));
      return result;
    } finally {
      backup.abandon();
    }
  }
}
