package orgs.database.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Gives the driver its sockets. The driver makes a factory by the class's name, so the class is
 * public.
 */
public class WatchedSocketFactory extends SocketFactory {

  /**
   * The driver opens a connection in the thread that asks for it, and passes its socket to no
   * other.
   */
  private static final ThreadLocal<WatchedSocket> NEWEST = new ThreadLocal<>();

  private final String address;

  /**
   * For the driver.
   *
   * @param address the server's IP address, whatever its name; null to look the name up
   */
  public WatchedSocketFactory(String address) {
    this.address = address;
  }

  /** The last socket that this thread made: that of the connection that it has just opened. */
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
