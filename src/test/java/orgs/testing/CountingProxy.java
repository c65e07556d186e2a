package orgs.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A way to the server that counts round trips: what a client says before it listens again is one.
 * For one client at a time.
 */
final class CountingProxy implements Closeable {

  private static final int BUFFER_BYTES = 1 << 16;

  private final ServerSocket socket;
  private final String host;
  private final int port;
  private final AtomicInteger trips = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private volatile boolean listening = true;

  CountingProxy(String host, int port) throws IOException {
    this(0, host, port);
  }

  CountingProxy(int ownPort, String host, int port) throws IOException {
    this.socket = new ServerSocket(ownPort, 50, InetAddress.getLoopbackAddress());
    this.host = host;
    this.port = port;
    daemon(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Round trips of all clients, when the last has said goodbye. */
  int trips() {
    Eventually.value("all clients have said goodbye", open::get, count -> count == 0);
    return trips.get();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = socket.accept();
      Socket server = new Socket(host, port);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      open.incrementAndGet();
      daemon(
          () -> {
            try {
              pass(client, server, true);
            } finally {
              open.decrementAndGet();
            }
          });
      daemon(() -> pass(server, client, false));
    }
  }

  private void pass(Socket from, Socket to, boolean asks) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int length; (length = in.read(buffer)) > 0; ) {
        synchronized (this) {
          if (asks && listening) {
            trips.incrementAndGet();
          }
          listening = !asks;
        }
        out.write(buffer, 0, length);
      }
    }
  }

  private static void daemon(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // Either side has gone, or the proxy is closed.
                return;
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private interface Work {
    void run() throws IOException;
  }
}
