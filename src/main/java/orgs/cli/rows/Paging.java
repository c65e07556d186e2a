package orgs.cli.rows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import orgs.cli.console.Cleanup;
import orgs.cli.console.Console;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;

/**
 * Shows rows that are more than the screen holds by a {@link Pager}, which is started when they
 * are. Messages wait until it has ended.
 *
 * <p><b>Threading.</b> Rows come from the command's thread; the end of the pager is handled on a
 * thread of its own.
 */
public final class Paging {

  private static final long AGAIN_MILLIS = 200;

  private final HeldOutput err;
  private final Cleanup cleanup;

  /** Null until it was looked for. */
  private String command;

  private Pager pager;
  private Runnable kill;
  private boolean left;

  /**
   * Starts nothing yet.
   *
   * @param console whose messages may have to wait
   */
  public Paging(Console console, Cleanup cleanup) {
    this.err = new HeldOutput(console.err(), Integer.MAX_VALUE);
    this.cleanup = cleanup;
  }

  /** The same console with messages that wait while a pager has the screen. */
  public Console console(Console console) {
    return console.withErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  /**
   * Whether there is a pager.
   *
   * @param say is told of one that was chosen and isn't there
   */
  boolean isPossible(Map<String, String> environment, Consumer<String> say) {
    if (command == null) {
      String chosen = "dumb".equals(environment.get("TERM")) ? "" : Pager.chosen(environment);
      boolean there = chosen.isEmpty() || Pager.isThere(chosen, environment);
      command = there ? chosen : "";
      if (!there && (environment.containsKey("ORGS_PAGER") || environment.containsKey("PAGER"))) {
        say.accept("no pager '" + chosen + "' found; rows are shown without one");
      }
    }
    return !command.isEmpty();
  }

  /**
   * A place for the rows of one command.
   *
   * @param leave is called, on another thread, when nobody wants the rows that are still to come
   */
  Output output(Console console, Runnable leave) {
    return new Output(console, leave);
  }

  /** Forgets the last command. */
  synchronized void forget() {
    left = false;
  }

  /** Whether the person left the pager before all rows had come. */
  public synchronized boolean wasLeft() {
    return left;
  }

  /**
   * Waits until the person leaves the pager, if there is one.
   *
   * @throws CliException when it could not be run
   */
  public void await() {
    if (pager == null) {
      return;
    }
    Pager ended = pager;
    boolean runnable = ended.await();
    cleanup.remove(kill);
    pager = null;
    try {
      err.release();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!runnable) {
      forget();
      throw new CliException(
          ExitCode.FAILURE,
          "can't run the pager '" + ended.command() + "'",
          "set ORGS_PAGER to another one, or use --no-pager");
    }
  }

  /** Returns whether it could. */
  private boolean begin(Output output) {
    Console console = output.console;
    console.screen().lend();
    try {
      pager = Pager.start(command, console.environment());
    } catch (IOException e) {
      return false;
    }
    err.hold();
    kill = pager::end;
    cleanup.add(kill);
    pager.onEnd(() -> ended(output));
    return true;
  }

  /** Between two rows the server has nothing to stop, so it is asked until there are no more. */
  private synchronized void ended(Output output) {
    left = !output.complete;
    try {
      while (!output.complete) {
        output.leave.run();
        wait(AGAIN_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void complete(Output output) {
    output.complete = true;
    notifyAll();
  }

  /** Keeps rows until they are more than the screen holds. */
  final class Output extends OutputStream {
    private final Console console;
    private final Runnable leave;
    private final int height;
    private int lines;

    /** Whether no more rows will come. */
    private boolean complete;

    /** Null once it is decided where the rows go. */
    private ByteArrayOutputStream kept = new ByteArrayOutputStream();

    private OutputStream out;

    private Output(Console console, Runnable leave) {
      this.console = console;
      this.leave = leave;
      this.height = console.screen().rows();
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (kept == null) {
        out.write(bytes, offset, length);
        return;
      }
      kept.write(bytes, offset, length);
      for (int i = offset; i < offset + length; i++) {
        lines += bytes[i] == '\n' ? 1 : 0;
      }
      // The last line of the screen is for what comes next.
      if (lines >= height) {
        passOn(begin(this) ? pager.in() : console.out());
      }
    }

    private void passOn(OutputStream to) throws IOException {
      ByteArrayOutputStream before = kept;
      kept = null;
      out = to;
      before.writeTo(out);
    }

    @Override
    public void flush() throws IOException {
      if (kept == null) {
        out.flush();
      }
    }

    /** All rows are there, or as many as will be; the pager stays. */
    @Override
    public void close() throws IOException {
      if (kept != null) {
        passOn(console.out());
        out.flush();
      }
      complete(this);
    }
  }
}
