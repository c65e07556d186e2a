package orgs.testing;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A Unix socket before a port of this machine. */
public final class UnixRelay implements Closeable {

  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final ServerSocketChannel socket;
  private final int port;
  private final List<SocketChannel> open = new CopyOnWriteArrayList<>();

  /**
   * Begins to listen.
   *
   * @param folder gets the socket, named as a server with this port would name it
   */
  public UnixRelay(Path folder, int port) throws IOException {
    this.port = port;
    file = folder.resolve(".s.PGSQL." + port);
    socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    socket.bind(UnixDomainSocketAddress.of(file));
    daemon(this::accept);
  }

  /** The folder, as commands name it. */
  public String host() {
    return file.getParent().toString();
  }

  private void accept() throws IOException {
    while (true) {
      SocketChannel client = socket.accept();
      SocketChannel server =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      open.addAll(List.of(client, server));
      daemon(() -> pass(client, server));
      daemon(() -> pass(server, client));
    }
  }

  private static void pass(SocketChannel from, SocketChannel to) throws IOException {
    try (from;
        to) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
      while (from.read(buffer) > 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
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
                // Somebody went away.
              }
            },
            "Unix relay");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (SocketChannel each : open) {
      each.close();
    }
    Files.deleteIfExists(file);
  }

  private interface Work {
    void run() throws IOException;
  }
}
