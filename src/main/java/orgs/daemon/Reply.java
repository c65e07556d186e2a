package orgs.daemon;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;

/**
 * The way to a launcher that waits. Nobody else can write to its pipe, so that it reads an end when
 * the daemon dies.
 *
 * <p><b>Threading.</b> any thread may write. A client that is gone is no failure.
 */
final class Reply implements Closeable {

  /** The descriptor that the launcher reads. */
  private static final int DESCRIPTOR = 3;

  private final FileChannel pipe;

  private Reply(FileChannel pipe) {
    this.pipe = pipe;
  }

  static Reply to(ClientProcess client) throws IOException {
    return new Reply(FileChannel.open(client.descriptor(DESCRIPTOR), StandardOpenOption.WRITE));
  }

  /** The command needs a process of its own, and nothing of it was done. */
  void cold() {
    send("cold");
  }

  /** A child of the launcher has to copy one of its pipes to stdout (1) or stderr (2). */
  void relay(int stream) {
    send("relay " + stream);
  }

  /** From here on something may have been done; this is the exit code if no other one comes. */
  void begun(int codeOfUnknownEnd) {
    send("begun " + codeOfUnknownEnd);
  }

  void end(int code) {
    send("end " + code);
  }

  private synchronized void send(String line) {
    try {
      pipe.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      // The launcher has ended, which is looked at elsewhere.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    pipe.close();
  }
}
