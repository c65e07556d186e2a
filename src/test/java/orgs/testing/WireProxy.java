package orgs.testing;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A way to the server that knows PostgreSQL's messages (protocol 3, without TLS), and lets
 * something go wrong at one of them. Only the first connection is in danger: what a client asks
 * over others, about the first one, gets through.
 */
public final class WireProxy implements Closeable {

  private static final int CANCEL_REQUEST = 80877102;

  private static final int HEADER_BYTES = 5;

  /** What goes wrong. */
  public enum Fault {
    /** The connection ends, and the message doesn't arrive. */
    BEFORE,
    /** The connection ends when half of the message has arrived. */
    INSIDE,
    /** The connection ends when the message has arrived. */
    AFTER,
    /** Both ends are told by a reset, as by a firewall. */
    RESET,
    /** The message's type is another one. */
    GARBLED,
    /** The message comes late. */
    DELAYED,
    /** Nothing happens but the action. */
    NONE,
    /** Nothing gets through from here on, in either direction, and nobody is told. */
    STALLED
  }

  /**
   * A message of the first connection.
   *
   * @param number how many were before it, in both directions
   * @param fromClient its direction
   * @param type its first byte, or 0 for the first message of all
   * @param body what follows the length
   */
  public record Message(int number, boolean fromClient, char type, byte[] body) {

    /** Whether this statement is sent in it. */
    public boolean isStatement(String sql) {
      return fromClient
          && (type == 'P' || type == 'Q')
          && new String(body, StandardCharsets.UTF_8).contains(sql);
    }

    /** Whether it tells the client that this command has been done. */
    public boolean isAnswerTo(String command) {
      return !fromClient
          && type == 'C'
          && new String(body, StandardCharsets.UTF_8).equals(command + '\0');
    }
  }

  private static final long DELAY_MILLIS = 200;

  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Supplier<InetSocketAddress> server;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Predicate<Message> place;
  private final Fault fault;
  private final Runnable action;
  private int messages;
  private boolean firstSeen;
  private volatile boolean struck;
  private volatile int connections;
  private volatile boolean stalled;

  /**
   * Begins to listen.
   *
   * @param server where it leads, asked for each connection
   * @param place whether the fault is at this message; the first that it is true for counts
   * @param action is run at that place before anything else happens
   */
  public WireProxy(
      Supplier<InetSocketAddress> server, Predicate<Message> place, Fault fault, Runnable action)
      throws IOException {
    this.server = server;
    this.place = place;
    this.fault = fault;
    this.action = action;
    daemon(this::accept);
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** How many messages the first connection has had. */
  public synchronized int messages() {
    return messages;
  }

  /** How many connections were made by it. */
  public int connections() {
    return connections;
  }

  /** Whether the fault has happened. */
  public boolean hasStruck() {
    return struck;
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = socket.accept();
      connections++;
      open.add(client);
      daemon(() -> connect(client));
    }
  }

  private void connect(Socket client) throws IOException {
    DataInputStream in = reader(client);
    int length = in.readInt();
    byte[] body = in.readNBytes(length - Integer.BYTES);
    boolean endangered = ByteBuffer.wrap(body).getInt() != CANCEL_REQUEST && isFirst();
    InetSocketAddress address = server.get();
    Socket target = new Socket();
    open.add(target);
    try {
      target.connect(address);
    } catch (IOException e) {
      end(client, target, false);
      return;
    }
    client.setTcpNoDelay(true);
    target.setTcpNoDelay(true);
    Pipe toServer = new Pipe(client, target, true, endangered);
    byte[] first = ByteBuffer.allocate(length).putInt(length).put(body).array();
    toServer.pass((char) 0, body, first);
    daemon(() -> new Pipe(target, client, false, endangered).passAll(reader(target)));
    toServer.passAll(in);
  }

  private synchronized boolean isFirst() {
    boolean first = !firstSeen;
    firstSeen = true;
    return first;
  }

  private synchronized int next() {
    return messages++;
  }

  private static DataInputStream reader(Socket socket) throws IOException {
    return new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
  }

  private static void end(Socket one, Socket other, boolean reset) throws IOException {
    for (Socket each : new Socket[] {one, other}) {
      if (reset && !each.isClosed()) {
        each.setSoLinger(true, 0);
      }
      each.close();
    }
  }

  /** One direction of a connection. */
  private final class Pipe {
    private final Socket from;
    private final Socket to;
    private final boolean fromClient;
    private final boolean endangered;

    Pipe(Socket from, Socket to, boolean fromClient, boolean endangered) {
      this.from = from;
      this.to = to;
      this.fromClient = fromClient;
      this.endangered = endangered;
    }

    void passAll(DataInputStream in) throws IOException {
      try {
        while (true) {
          char type = (char) in.readUnsignedByte();
          int length = in.readInt();
          byte[] body = in.readNBytes(length - Integer.BYTES);
          byte[] bytes =
              ByteBuffer.allocate(body.length + HEADER_BYTES)
                  .put((byte) type)
                  .putInt(length)
                  .put(body)
                  .array();
          pass(type, body, bytes);
        }
      } catch (IOException e) {
        if (!(endangered && stalled)) {
          end(from, to, false);
        }
      }
    }

    void pass(char type, byte[] body, byte[] bytes) throws IOException {
      OutputStream out = to.getOutputStream();
      if (endangered && stalled) {
        hold();
      }
      if (!endangered || !isPlace(type, body)) {
        out.write(bytes);
        return;
      }
      stalled = fault == Fault.STALLED;
      action.run();
      switch (fault) {
        case BEFORE -> end(from, to, false);
        case INSIDE -> {
          out.write(bytes, 0, bytes.length / 2);
          end(from, to, false);
        }
        case AFTER -> {
          out.write(bytes);
          end(from, to, false);
        }
        case RESET -> end(from, to, true);
        case GARBLED -> {
          bytes[0] = 1;
          out.write(bytes);
        }
        case NONE -> out.write(bytes);
        case DELAYED -> {
          sleep();
          out.write(bytes);
        }
        case STALLED -> hold();
        default -> throw new IllegalStateException();
      }
    }

    private boolean isPlace(char type, byte[] body) {
      Message message = new Message(next(), fromClient, type, body);
      if (struck || !place.test(message)) {
        return false;
      }
      struck = true;
      return true;
    }

    private void hold() throws IOException {
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new IOException("closed");
    }

    private void sleep() {
      try {
        Thread.sleep(DELAY_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
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
            },
            "wire proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    socket.close();
    for (Socket each : open) {
      each.close();
    }
  }

  private interface Work {
    void run() throws IOException;
  }
}
