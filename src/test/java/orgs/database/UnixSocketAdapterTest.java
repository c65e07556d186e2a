package orgs.database;

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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the driver expects of its sockets. */
class UnixSocketAdapterTest {

  private static final int MORE_THAN_THE_KERNEL_KEEPS = 8 << 20;

  @TempDir Path folder;

  private ServerSocketChannel listener;
  private UnixSocket socket;
  private SocketChannel server;
  private InputStream in;
  private OutputStream out;

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

    long begin = System.nanoTime();
    assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
    assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(50_000_000);
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
    CompletableFuture<Void> writer = inBackground(() -> out.write(much));
    Thread.sleep(200);
    assertThat(writer).isNotDone();

    ByteBuffer got = ByteBuffer.allocate(much.length);
    while (got.hasRemaining()) {
      server.read(got);
    }
    writer.get(10, TimeUnit.SECONDS);
    assertThat(got.array()).isEqualTo(much);
  }

  @Test
  @Timeout(60)
  void closeEndsWhatWaits() throws Exception {
    CompletableFuture<Void> reader = inBackground(in::read);
    CompletableFuture<Void> writer =
        inBackground(() -> out.write(new byte[MORE_THAN_THE_KERNEL_KEEPS]));
    while (socket.waitingSince() == 0) {
      Thread.sleep(10);
    }
    Thread.sleep(200);

    socket.close();

    for (CompletableFuture<Void> each : List.of(reader, writer)) {
      assertThatThrownBy(() -> each.get(10, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
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
    CompletableFuture<Void> reader = inBackground(in::read);
    Thread.sleep(100);

    socket.giveUp("nobody is there");

    assertThatThrownBy(() -> reader.get(10, TimeUnit.SECONDS))
        .hasMessageContaining("nobody is there");
  }

  @Test
  void interruptEndsNoRead() throws Exception {
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                in.read();
                interrupted.complete(Thread.currentThread().isInterrupted());
              } catch (IOException e) {
                interrupted.completeExceptionally(e);
              }
            });
    reader.start();
    Thread.sleep(100);
    reader.interrupt();
    Thread.sleep(100);
    assertThat(interrupted).isNotDone();

    say("x");
    assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
  }

  private void say(String text) throws IOException {
    server.write(ByteBuffer.wrap(bytes(text)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static CompletableFuture<Void> inBackground(Work work) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
                done.complete(null);
              } catch (Exception e) {
                done.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return done;
  }

  private interface Work {
    void run() throws Exception;
  }
}
