package orgs.testing;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of the loopback interface at which nothing listens. It is bound, so that no other process
 * is given it; a server that is told to listen there can, because Linux lets two sockets share an
 * address while none of them listens and both have SO_REUSEADDR, as servers' sockets have.
 */
public final class ReservedPort implements Closeable {

  private final Socket socket = new Socket();

  /** Reserves one until it is closed. */
  public ReservedPort() throws IOException {
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  public int number() {
    return socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
