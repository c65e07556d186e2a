package orgs.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Gives the driver its sockets. It makes one by the class's name, so this is public. */
public class WatchedSocketFactory extends SocketFactory {

  /**
   * The driver opens a connection in the thread that asks for it, and gives its socket to nobody.
   */
  private static final ThreadLocal<WatchedSocket> NEWEST = new ThreadLocal<>();

  private final String address;

  /**
   * For the driver.
   *
   * @param address where the server is, whatever its name; null where the name says it
   */
  public WatchedSocketFactory(String address) {
    this.address = address;
  }

  /** The last socket that was made for this thread: its connection's, when that is open. */
  static WatchedSocket takeNewest() {
    WatchedSocket socket = NEWEST.get();
    NEWEST.remove();
    return socket;
  }

  @Override
  public Socket createSocket() throws IOException {
    WatchedSocket socket = newSocket();
    NEWEST.set(socket);
    return socket;
  }

  WatchedSocket newSocket() throws IOException {
    return new WatchedSocket(address);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw new UnsupportedOperationException("the driver connects by itself");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException("the driver connects by itself");
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException("the driver connects by itself");
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException("the driver connects by itself");
  }
}
