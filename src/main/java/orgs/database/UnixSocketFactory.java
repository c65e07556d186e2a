package orgs.database;

import java.io.IOException;

/** Gives the driver its Unix sockets. It makes one by the class's name, so this is public. */
public final class UnixSocketFactory extends WatchedSocketFactory {

  private final String requiredPeer;

  /**
   * For the driver.
   *
   * @param requiredPeer as whom the server has to run; null where anybody will do
   */
  public UnixSocketFactory(String requiredPeer) {
    super(null);
    this.requiredPeer = requiredPeer;
  }

  @Override
  WatchedSocket newSocket() throws IOException {
    return new UnixSocket(requiredPeer);
  }
}
