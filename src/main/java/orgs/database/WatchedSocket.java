package orgs.database;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketImpl;
import jdk.net.ExtendedSocketOptions;

/** A socket that tells since when somebody waits for its other end, and that can be given up. */
class WatchedSocket extends Socket {

  private static final long NOBODY = 0;

  private static final int KEEP_ALIVE_SECONDS = 30;

  private volatile long waitingSince = NOBODY;
  private volatile String givenUp;

  WatchedSocket() {}

  /** One of another kind. */
  WatchedSocket(SocketImpl impl) throws SocketException {
    super(impl);
  }

  /** The {@link System#nanoTime} since which a read or a write waits, or 0 when none does. */
  long waitingSince() {
    return waitingSince;
  }

  /** The other end, by the name that was asked for. */
  InetSocketAddress server() {
    return (InetSocketAddress) getRemoteSocketAddress();
  }

  /** Has the kernel ask now and then, so that what is between here and there remembers them. */
  void keepAlive() throws IOException {
    setKeepAlive(true);
    if (supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
      setOption(ExtendedSocketOptions.TCP_KEEPIDLE, KEEP_ALIVE_SECONDS);
      setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, KEEP_ALIVE_SECONDS);
    }
  }

  /** Ends what waits, which fails with this reason. For another thread. */
  void giveUp(String reason) throws IOException {
    givenUp = reason;
    close();
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        return waiting(in::read);
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return waiting(() -> in.read(bytes, offset, length));
      }
    };
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new FilterOutputStream(super.getOutputStream()) {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        waiting(
            () -> {
              out.write(bytes, offset, length);
              return length;
            });
      }
    };
  }

  private int waiting(Transfer transfer) throws IOException {
    waitingSince = System.nanoTime() | 1;
    try {
      return transfer.run();
    } catch (IOException e) {
      if (givenUp == null) {
        throw e;
      }
      // Not a SocketTimeoutException: after that the driver would read again.
      InterruptedIOException reason = new InterruptedIOException(givenUp);
      reason.initCause(e);
      throw reason;
    } finally {
      waitingSince = NOBODY;
    }
  }

  private interface Transfer {
    int run() throws IOException;
  }
}
