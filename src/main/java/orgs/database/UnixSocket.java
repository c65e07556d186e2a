package orgs.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** A watched socket of another kind; the host is the folder that it is in. */
final class UnixSocket extends WatchedSocket {

  UnixSocket(String requiredPeer) throws IOException {
    super(new UnixSocketImpl(requiredPeer));
  }

  /** Sockets connect to resolved addresses alone; this one has a number that nobody looks at. */
  @Override
  public void connect(SocketAddress server, int timeoutMillis) throws IOException {
    InetSocketAddress named = (InetSocketAddress) server;
    InetAddress folder = InetAddress.getByAddress(named.getHostString(), new byte[4]);
    super.connect(new InetSocketAddress(folder, named.getPort()), timeoutMillis);
  }

  /** There is no network that could forget them. */
  @Override
  void keepAlive() {}
}
