package orgs.database.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.testing.Eventually;

/** What the driver expects of its sockets. */
class UnixSocketAdapterTest {

  private static final int MORE_THAN_THE_KERNEL_KEEPS = 8 << 20;

  @TempDir Path folder;

  private ServerSocketChannel listener;
  private UnixSocket socket;
  private SocketChannel server;
  private InputStream in;
  private OutputStream out;
  private final List<Thread> threads = new ArrayList<>();

  @BeforeEach
  void connect() throws IOException {
    listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(folder.resolve(".s.PGSQL.7")));
    socket = new UnixSocket(null);
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
    socket.connect(InetSocketAddress.createUnresolved(folder.toString(), 7), 1000);
    server = listener.accept();
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  @AfterEach
  void close() throws IOException {
    socket.close();
    server.close();
    listener.close();
  }

  @Test
  void tellsWhereItLeads() {
    assertThat(socket.isConnected()).isTrue();
    assertThat(socket.server().getHostString()).isEqualTo(folder.toString());
    assertThat(socket.server().getPort()).isEqualTo(7);
  }

  @Test
  void readTimesOutAndGoesOn() throws IOException {
    socket.setSoTimeout(50);
    assertThat(socket.getSoTimeout()).isEqualTo(50);

    assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
    say("x");
    assertThat(in.read()).isEqualTo('x');
  }

  @Test
  void tellsWhetherThereIsSomething() throws IOException {
    assertThat(in.available()).isZero();
    say("abc");
    assertThat(in.available()).isEqualTo(3);
    assertThat(in.readNBytes(2)).isEqualTo(bytes("ab"));
    say("d");
    assertThat(in.readNBytes(2)).isEqualTo(bytes("cd"));
  }

  @Test
  void endOfTheServerIsTheEnd() throws IOException {
    say("a");
    server.close();

    assertThat(in.available()).isEqualTo(1);
    assertThat(in.readAllBytes()).isEqualTo(bytes("a"));
    assertThat(in.available()).isZero();
    assertThat(in.read()).isEqualTo(-1);
    assertThatThrownBy(() -> out.write(1)).isInstanceOf(IOException.class);
  }

  @Test
  void writeWaitsForTheReader() throws Exception {
    byte[] much = new byte[MORE_THAN_THE_KERNEL_KEEPS];
    much[much.length - 1] = 1;
    Future<Void> writer = inBackground(() -> out.write(much));
    awaitWaiting();
    assertThat(writer.isDone()).isFalse();

    ByteBuffer got = ByteBuffer.allocate(much.length);
    while (got.hasRemaining()) {
      server.read(got);
    }
    Eventually.get(writer);
    assertThat(got.array()).isEqualTo(much);
  }

  @Test
  void closeEndsWhatWaits() throws Exception {
    Future<Void> reader = inBackground(in::read);
    Future<Void> writer = inBackground(() -> out.write(new byte[MORE_THAN_THE_KERNEL_KEEPS]));
    awaitWaiting();

    socket.close();

    for (Future<Void> each : List.of(reader, writer)) {
      assertThatThrownBy(() -> Eventually.get(each))
          .hasCauseInstanceOf(SocketException.class)
          .hasMessageContaining("Socket closed");
    }
    assertThatThrownBy(() -> in.read()).isInstanceOf(SocketException.class);
    assertThatThrownBy(() -> out.write(1)).isInstanceOf(SocketException.class);
    ByteBuffer rest = ByteBuffer.allocate(MORE_THAN_THE_KERNEL_KEEPS);
    while (server.read(rest) > 0) {
      assertThat(rest.hasRemaining()).isTrue();
    }
  }

  @Test
  void givingUpTellsWhy() throws Exception {
    Future<Void> reader = inBackground(in::read);
    awaitWaiting();

    socket.giveUp("nobody is there");

    assertThatThrownBy(() -> Eventually.get(reader)).hasMessageContaining("nobody is there");
  }

  @Test
  void interruptEndsNoRead() throws Exception {
    AtomicBoolean interrupted = new AtomicBoolean();
    Future<Void> reader =
        inBackground(
            () -> {
              in.read();
              interrupted.set(Thread.currentThread().isInterrupted());
            });
    awaitWaiting();
    Thread thread = threads.get(0);
    thread.interrupt();
    // It keeps that in mind while it goes on.
    Eventually.that("the interrupt is noticed", () -> !thread.isInterrupted());
    awaitWaiting();
    assertThat(reader.isDone()).isFalse();

    say("x");
    Eventually.get(reader);
    assertThat(interrupted).isTrue();
  }

  private void say(String text) throws IOException {
    server.write(ByteBuffer.wrap(bytes(text)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Future<Void> inBackground(Work work) {
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              work.run();
              return null;
            });
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
    return task;
  }

  /** Returns when all that is in the background waits for the other end. */
  private void awaitWaiting() {
    Eventually.that(
        "all of them wait", () -> threads.stream().allMatch(UnixSocketAdapterTest::isWaiting));
  }

  private static boolean isWaiting(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(
            frame ->
                frame.getClassName().equals(SelectorWait.class.getName())
                    && frame.getMethodName().equals("await"));
  }

  private interface Work {
    void run() throws Exception;
  }
}
