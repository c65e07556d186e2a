package orgs.testing;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Something that speaks PostgreSQL's protocol until it is asked the question with a given number,
 * and then sends what it likes. Question 0 is the login; question 1 asks for the schema's version.
 */
public final class HostileServer implements Closeable {

  private static final int SYNC = 'S';
  private static final int QUERY = 'Q';

  /** What it sends then. It may go on for ever. */
  public interface Answer {
    void write(DataOutputStream out) throws IOException;
  }

  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger answers = new AtomicInteger();
  private final int question;
  private final Answer answer;

  public HostileServer(int question, Answer answer) throws IOException {
    this.question = question;
    this.answer = answer;
    daemon(this::accept);
  }

  public String url() {
    return "postgresql://u:p@127.0.0.1:%d/d?sslmode=disable".formatted(socket.getLocalPort());
  }

  /** How often it has begun to send what it likes. */
  public int answers() {
    return answers.get();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = socket.accept();
      open.add(client);
      daemon(() -> serve(client));
    }
  }

  private void serve(Socket client) throws IOException {
    try (client) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(client.getOutputStream(), 1 << 16));
      in.readNBytes(Math.max(0, in.readInt() - Integer.BYTES));
      int asked = 0;
      if (question == 0) {
        beHostile(out);
        return;
      }
      login(out);
      while (true) {
        int type = in.readUnsignedByte();
        in.readNBytes(in.readInt() - Integer.BYTES);
        if (type == SYNC || type == QUERY) {
          if (++asked >= question) {
            beHostile(out);
            return;
          }
          version(out);
        }
      }
    }
  }

  private void beHostile(DataOutputStream out) throws IOException {
    answers.incrementAndGet();
    answer.write(out);
    out.flush();
  }

  /** Up to the client's first question. */
  public static void login(DataOutputStream out) throws IOException {
    message(out, 'R', 0, 0, 0, 0);
    for (String setting :
        List.of(
            "server_version\0" + "18.0\0",
            "server_encoding\0" + "UTF8\0",
            "client_encoding\0" + "UTF8\0",
            "standard_conforming_strings\0" + "on\0",
            "integer_datetimes\0" + "on\0",
            "DateStyle\0" + "ISO, MDY\0",
            "TimeZone\0" + "UTC\0")) {
      text(out, 'S', setting);
    }
    message(out, 'K', 0, 0, 0, 1, 0, 0, 0, 2);
    message(out, 'Z', 'I');
    out.flush();
  }

  private static void version(DataOutputStream out) throws IOException {
    message(out, '1');
    message(out, '2');
    columns(out, "version", "to_regclass", "pg_backend_pid", "current_setting");
    row(out, "3", null, "1", "pg_catalog,pg_temp");
    text(out, 'C', "SELECT 1\0");
    message(out, 'Z', 'I');
    out.flush();
  }

  /** A row's description: columns of text. */
  public static void columns(DataOutputStream out, String... names) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(body);
    data.writeShort(names.length);
    for (String name : names) {
      data.write((name + "\0").getBytes(StandardCharsets.UTF_8));
      data.write(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 25, -1, -1, -1, -1, -1, -1, 0, 0});
    }
    message(out, 'T', body.toByteArray());
  }

  /** A row. */
  public static void row(DataOutputStream out, String... values) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(body);
    data.writeShort(values.length);
    for (String value : values) {
      byte[] bytes = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
      data.writeInt(value == null ? -1 : bytes.length);
      data.write(bytes);
    }
    message(out, 'D', body.toByteArray());
  }

  public static void text(DataOutputStream out, char type, String text) throws IOException {
    message(out, type, text.getBytes(StandardCharsets.UTF_8));
  }

  public static void message(DataOutputStream out, char type, int... body) throws IOException {
    byte[] bytes = new byte[body.length];
    for (int i = 0; i < body.length; i++) {
      bytes[i] = (byte) body[i];
    }
    message(out, type, bytes);
  }

  public static void message(DataOutputStream out, char type, byte[] body) throws IOException {
    header(out, type, body.length + Integer.BYTES);
    out.write(body);
  }

  /** A message's begin, with a length that may be wrong. */
  public static void header(DataOutputStream out, char type, int length) throws IOException {
    out.write(type);
    out.writeInt(length);
  }

  private static void daemon(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // The client has gone, or the server is closed.
                return;
              }
            },
            "hostile server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      socket.close();
      for (Socket each : open) {
        each.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Work {
    void run() throws IOException;
  }
}
