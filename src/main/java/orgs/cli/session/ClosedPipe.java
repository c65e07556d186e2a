package orgs.cli.session;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** The reader of stdout went away. */
public final class ClosedPipe extends IOException {

  private static final long serialVersionUID = 1L;

  public ClosedPipe(IOException cause) {
    super(cause);
  }

  /**
   * A stream that tells a reader that went away from every other failure, such as a full disk.
   * Output after a failure begins on a new line, because a part of a row may have been written.
   *
   * @param written is called before anything is written
   */
  static OutputStream watch(OutputStream out, Runnable written) {
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
