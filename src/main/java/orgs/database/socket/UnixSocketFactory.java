package orgs.database.socket;

import java.io.IOException;

/**
 * Gives the driver its Unix sockets. The driver makes a factory by the class's name, so the class
 * is public.
 */
public final class UnixSocketFactory extends WatchedSocketFactory {

  private final String requiredPeer;

  /**
   * For the driver.
   *
   * @param requiredPeer the user that the server has to run as; null for any user
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
