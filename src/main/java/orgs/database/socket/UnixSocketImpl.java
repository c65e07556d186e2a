package orgs.database.socket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketOptions;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.net.ExtendedSocketOptions;
import orgs.config.DatabaseException.Kind;
import orgs.config.UnixSockets;

/**
 * Makes a channel look like a {@link java.net.Socket}, with the time-outs that channels lack.
 *
 * <p><b>Threading</b>: one thread at a time may read, and one write; any may close.
 */
final class UnixSocketImpl extends SocketImpl {

  private static final int AHEAD_BYTES = 8192;

  private final String requiredPeer;
  private SocketChannel channel;
  private SelectorWait readable;
  private SelectorWait writable;
  private volatile int timeoutMillis;

  /**
   * @param requiredPeer the user that the other end has to run as; null for any user
   */
  UnixSocketImpl(String requiredPeer) {
    this.requiredPeer = requiredPeer;
  }

  @Override
  protected void create(boolean stream) throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.configureBlocking(false);
    readable = new SelectorWait(channel, SelectionKey.OP_READ);
    writable = new SelectorWait(channel, SelectionKey.OP_WRITE);
  }

  /** Never waits: the kernel refuses what it can't connect now. */
  @Override
  protected void connect(SocketAddress server, int timeout) throws IOException {
    InetSocketAddress named = (InetSocketAddress) server;
    Path file = Path.of(UnixSockets.file(named.getHostString(), "" + named.getPort()));
    try {
      if (!channel.connect(UnixDomainSocketAddress.of(file))) {
        throw new SocketException("it is busy");
      }
    } catch (SocketException e) {
      throw unreachable(e, file);
    }
    requirePeer();
    address = named.getAddress();
    port = named.getPort();
  }

  private static UnixSocketException unreachable(SocketException e, Path file) {
    if (e instanceof BindException) { // the kernel's EACCES
      return new UnixSocketException(
          Kind.UNREACHABLE,
          "no right to use this socket",
          "the server's unix_socket_permissions and the folder's mode say who has it",
          e);
    }
    String reason =
        Files.notExists(file)
            ? "there is no such socket"
            : e instanceof ConnectException ? "nobody listens there" : e.getMessage();
    return new UnixSocketException(
        Kind.UNREACHABLE,
        reason,
        "is the server running, with this folder among its unix_socket_directories?",
        e);
  }

  private void requirePeer() throws IOException {
    if (requiredPeer == null) {
      return;
    }
    String peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
    if (!peer.equals(requiredPeer)) {
      throw new UnixSocketException(
          Kind.REFUSED, "it runs as " + peer + ", and requirepeer is " + requiredPeer, null, null);
    }
  }

  @Override
  protected InputStream getInputStream() {
    return new Input();
  }

  @Override
  protected OutputStream getOutputStream() {
    return new Output();
  }

  @Override
  protected void close() throws IOException {
    if (channel != null) {
      channel.close();
      readable.close();
      writable.close();
    }
  }

  @Override
  public void setOption(int option, Object value) {
    if (option == SocketOptions.SO_TIMEOUT) {
      timeoutMillis = (Integer) value;
    }
    // All other options are TCP's.
  }

  @Override
  public Object getOption(int option) throws SocketException {
    try {
      return switch (option) {
        case SocketOptions.SO_TIMEOUT -> timeoutMillis;
        case SocketOptions.SO_SNDBUF -> channel.getOption(StandardSocketOptions.SO_SNDBUF);
        case SocketOptions.SO_RCVBUF -> channel.getOption(StandardSocketOptions.SO_RCVBUF);
        default -> false;
      };
    } catch (IOException e) {
      throw closed(e);
    }
  }

  private static SocketException closed(IOException cause) {
    SocketException closed = new SocketException("Socket closed");
    closed.initCause(cause);
    return closed;
  }

  private final class Input extends InputStream {

    /** Bytes that were read to find out whether there are any. */
    private final ByteBuffer ahead = ByteBuffer.allocate(AHEAD_BYTES).limit(0);

    @Override
    public int read() throws IOException {
      byte[] buffer = new byte[1];
      return read(buffer, 0, 1) < 0 ? -1 : buffer[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (ahead.hasRemaining()) {
        int taken = Math.min(length, ahead.remaining());
        ahead.get(bytes, offset, taken);
        return taken;
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
      int taken = readNow(buffer);
      while (taken == 0 && length > 0) {
        readable.await(timeoutMillis);
        taken = readNow(buffer);
      }
      return taken;
    }

    @Override
    public int available() throws IOException {
      if (!ahead.hasRemaining()) {
        ahead.clear();
        try {
          readNow(ahead);
        } finally {
          ahead.flip();
        }
      }
      return ahead.remaining();
    }

    private int readNow(ByteBuffer buffer) throws IOException {
      try {
        return channel.read(buffer);
      } catch (ClosedChannelException e) {
        throw closed(e);
      }
    }
  }

  private final class Output extends OutputStream {

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
      try {
        while (buffer.hasRemaining()) {
          if (channel.write(buffer) == 0) {
            writable.await(0);
          }
        }
      } catch (ClosedChannelException e) {
        throw closed(e);
      }
    }
  }

  // --- methods that a client never calls ---

  @Override
  protected void connect(String host, int hostPort) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void connect(InetAddress host, int hostPort) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void bind(InetAddress host, int hostPort) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void listen(int backlog) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void accept(SocketImpl other) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected int available() {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void sendUrgentData(int data) {
    throw new UnsupportedOperationException();
  }
}
