package orgs.database.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** A watched Unix socket; its host is the directory that it is in. */
final class UnixSocket extends WatchedSocket {

  UnixSocket(String requiredPeer) throws IOException {
    super(new UnixSocketImpl(requiredPeer));
  }

  /** java.net.Socket insists on a resolved address: the directory gets one that is never used. */
  @Override
  public void connect(SocketAddress server, int timeoutMillis) throws IOException {
    InetSocketAddress named = (InetSocketAddress) server;
    InetAddress folder = InetAddress.getByAddress(named.getHostString(), new byte[4]);
    super.connect(new InetSocketAddress(folder, named.getPort()), timeoutMillis);
  }

  /** A Unix socket needs none: there is no network in between. */
  @Override
  void keepAlive() {}
}
