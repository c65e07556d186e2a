package orgs.cli.console;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A failure to write because the reader of the pipe went away. */
public final class ClosedPipe extends IOException {

  private static final long serialVersionUID = 1L;

  public ClosedPipe(IOException cause) {
    super(cause);
  }

  /**
   * Wraps a stream so that a reader that went away can be told from every other failure, such as a
   * full disk. Output after a failure begins on a new line, as a part of a row may have been
   * written.
   *
   * @param written is called before anything is written
   */
  public static OutputStream watch(OutputStream out, Runnable written) {
    return new FilterOutputStream(out) {
      private boolean broken;

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        written.run();
        try {
          if (broken) {
            out.write('\n');
            broken = false;
          }
          out.write(bytes, offset, length);
        } catch (IOException e) {
          broken = true;
          throw told(e);
        }
      }

      @Override
      public void flush() throws IOException {
        try {
          out.flush();
        } catch (IOException e) {
          throw told(e);
        }
      }
    };
  }

  /** Java has no exception of its own for EPIPE, only the system's text, here always English. */
  private static IOException told(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("Broken pipe") || message.contains("EPIPE") ? new ClosedPipe(e) : e;
  }
}
