package orgs.database.socket;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import orgs.config.HostAddresses;

/**
 * A socket that records since when it has been waiting for the server, can be closed with a reason,
 * and checks the server's messages.
 *
 * <p><b>Threading</b>: one thread uses the connection; the server watch reads since when it waits,
 * and closes the socket.
 */
class WatchedSocket extends Socket {

  private static final long NOT_WAITING = 0;

  private static final int KEEP_ALIVE_SECONDS = 30;

  private static final int SKIPPED_BYTES = 8192;

  private volatile long waitingSince = NOT_WAITING;
  private final String address;
  private final AnswerCheck answers = new AnswerCheck();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile String givenUp;

  /**
   * @param address the server's IP address, whatever its name; null to look the name up
   */
  WatchedSocket(String address) {
    this.address = address;
  }

  /** A socket of another kind. */
  WatchedSocket(SocketImpl impl) throws SocketException {
    super(impl);
    this.address = null;
  }

  /**
   * Connects to the given IP address under the server's name, for which its certificate is checked.
   */
  @Override
  public void connect(SocketAddress server, int timeoutMillis) throws IOException {
    if (address == null) {
      super.connect(server, timeoutMillis);
      return;
    }
    InetSocketAddress named = (InetSocketAddress) server;
    InetAddress given = HostAddresses.parse(address);
    super.connect(
        new InetSocketAddress(withName(given, named.getHostString()), named.getPort()),
        timeoutMillis);
  }

  private static InetAddress withName(InetAddress address, String name) throws IOException {
    return address instanceof Inet6Address ip6
        ? Inet6Address.getByAddress(name, ip6.getAddress(), ip6.getScopeId())
        : InetAddress.getByAddress(name, address.getAddress());
  }

  /** Waits until it is closed, but no longer than this; returns whether it is. */
  boolean awaitClose(Duration longest) throws InterruptedException {
    return closed.await(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    super.close();
  }

  /** The {@link System#nanoTime} since which a read or a write waits, or 0 when none does. */
  long waitingSince() {
    return waitingSince;
  }

  /** The other end, by the name that was asked for. */
  InetSocketAddress server() {
    return (InetSocketAddress) getRemoteSocketAddress();
  }

  /** Turns on keep-alives, so that a firewall in between doesn't drop the connection. */
  void keepAlive() throws IOException {
    setKeepAlive(true);
    if (supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
      setOption(ExtendedSocketOptions.TCP_KEEPIDLE, KEEP_ALIVE_SECONDS);
      setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, KEEP_ALIVE_SECONDS);
    }
  }

  /** Ends a wait, which fails with this reason. Called by another thread. */
  void giveUp(String reason) throws IOException {
    givenUp = reason;
    close();
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        byte[] buffer = new byte[1];
        return read(buffer, 0, 1) < 0 ? -1 : buffer[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int taken = waiting(() -> in.read(bytes, offset, length));
        if (taken > 0) {
          answers.received(bytes, offset, taken);
        }
        return taken;
      }

      @Override
      public long skip(long length) throws IOException {
        byte[] skipped = new byte[(int) Math.min(length, SKIPPED_BYTES)];
        return Math.max(0, read(skipped, 0, skipped.length));
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
        answers.sent(bytes, offset, length);
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
      waitingSince = NOT_WAITING;
    }
  }

  private interface Transfer {
    int run() throws IOException;
  }
}
