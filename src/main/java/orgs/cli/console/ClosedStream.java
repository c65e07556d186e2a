package orgs.cli.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A stream that was closed when the process began: using it fails with that reason. */
public final class ClosedStream {

  private ClosedStream() {}

  public static InputStream in() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("standard input is closed");
      }
    };
  }

  public static OutputStream out() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException("standard output is closed");
      }
    };
  }
}
