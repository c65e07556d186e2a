package orgs.daemon;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The program whose commands a daemon runs. */
public interface Program {

  /** What a command may do before its end, as far as its arguments show. */
  enum Effect {
    /** It can't be done in a daemon. */
    NOT_HERE,
    /** It changes nothing in the database. */
    READS,
    WRITES
  }

  /** The effect of the command that this client calls. */
  Effect effect(Call call);

  /** Prepares a command. */
  Command command(Call call, InputStream in, OutputStream out, OutputStream err);

  /**
   * What a client calls.
   *
   * @param arguments as the kernel has them
   * @param directory the one it works in
   * @param terminals 1 for a terminal and 0 for anything else: stdin, stdout and stderr
   * @param columns the width of the terminal, or null
   * @param rows its height, or null
   */
  record Call(
      List<byte[]> arguments,
      Map<String, String> environment,
      Path directory,
      String terminals,
      String columns,
      String rows) {}

  /** A command that is run once. */
  interface Command {

    /** Returns the exit code. */
    int run();

    /**
     * Ends it, for another thread.
     *
     * @return the exit code, or -1 where it is that of the signal
     */
    int interrupt();

    /** Whether it has changed anything. */
    boolean hasCommitted();
  }
}
