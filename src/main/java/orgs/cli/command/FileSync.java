package orgs.cli.command;

import java.util.function.Supplier;
import orgs.cli.load.DesiredFile;
import orgs.cli.load.Importer;
import orgs.store.ChangeKind;
import orgs.store.DesiredState;
import orgs.store.Difference;
import orgs.store.ImportRow;

/** Compares a file with the members of one organization or of all, or makes them equal to it. */
public final class FileSync {

  private final Importer<ImportRow> file;
  private final DesiredFile desired;

  /** The result of {@link #diff}. */
  private Difference difference;

  /**
   * The members that are made equal to the file.
   *
   * @param beginning what a sync does before it compares
   * @param subject what changes: {@code "organization 'acme'"}
   * @param name the name that has to be typed to confirm
   */
  public record Target(DesiredState state, ChangeKind beginning, String subject, String name) {}

  public FileSync(Importer<ImportRow> file, DesiredFile desired) {
    this.file = file;
    this.desired = desired;
  }

  /**
   * Prints how they differ.
   *
   * @param target is asked for when the file is open
   * @return the exit code
   */
  public int diff(Supplier<DesiredState> target) {
    file.run(
        (rows, load) -> {
          DesiredState state = target.get();
          difference =
              desired.compare(
                  load, (options, check, sink) -> state.diff(rows, options, check, sink));
          return desired.toDo(difference);
        });
    return DesiredFile.exitCode(difference);
  }

  /**
   * Makes them equal to the file, and prints what has changed.
   *
   * @param target is asked for when the file is open
   * @return the exit code
   */
  public int sync(Supplier<Target> target) {
    return file.run(
        (rows, load) -> {
          Target made = target.get();
          return desired.reach(
              load,
              made.beginning(),
              made.subject(),
              made.name(),
              (options, check, sink) -> made.state().diff(rows, options, check, sink),
              (options, approval, sink, backup) ->
                  made.state().sync(rows, options, approval, sink, backup));
        });
  }
}
