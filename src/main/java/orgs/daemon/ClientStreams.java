package orgs.daemon;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import orgs.config.OwnProcess;

/**
 * The standard streams of a client, opened anew. A pipe, a terminal or a device is the same one
 * then, and so is a file that is written at its end. Any other file would be written from its
 * beginning, so a child of the launcher copies to it what comes by a pipe. What can't be read this
 * way, a file or a terminal, makes the command ask for a process of its own when it begins to read.
 */
final class ClientStreams implements Closeable {

  /** The descriptors at which the launcher has its stdin, stdout and stderr meanwhile. */
  private static final int IN = 7;

  private static final int OUT = 8;
  private static final int ERR = 9;

  /** The pipes from which it would copy. */
  private static final int RELAY_OF_OUT = 4;

  private static final int RELAY_OF_ERR = 5;

  private static final int TYPE = 0170000;
  private static final int PIPE = 0010000;
  private static final int DEVICE = 0020000;
  private static final int FILE = 0100000;
  private static final int SOCKET = 0140000;

  private static final int APPEND = 02000;

  private final ClientProcess client;
  private final Request request;
  private final Reply reply;
  private final InputStream in;
  private ClientOutput out;
  private ClientOutput err;

  private ClientStreams(ClientProcess client, Request request, Reply reply, Runnable first)
      throws IOException, NotReachable {
    this.client = client;
    this.request = request;
    this.reply = reply;
    in = openIn();
    try {
      boolean one = Files.isSameFile(client.descriptor(OUT), client.descriptor(ERR));
      out = openOut(1, OUT, RELAY_OF_OUT, first);
      err = one ? out : openOut(2, ERR, RELAY_OF_ERR, first);
    } catch (IOException | NotReachable | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Opens them.
   *
   * @param first is called before the first byte is written
   * @throws NotReachable where that isn't possible
   */
  static ClientStreams open(ClientProcess client, Request request, Reply reply, Runnable first)
      throws NotReachable {
    try {
      return new ClientStreams(client, request, reply, first);
    } catch (IOException e) {
      throw new NotReachable(e.toString());
    }
  }

  /** Where a client has its streams, by the names that every process has for them. */
  static Map<Path, Path> names(ClientProcess client) {
    return Map.of(
        Path.of("/dev/stdin"), client.descriptor(IN),
        Path.of("/dev/stdout"), client.descriptor(OUT),
        Path.of("/dev/stderr"), client.descriptor(ERR));
  }

  private InputStream openIn() throws IOException {
    Path stdin = client.descriptor(IN);
    int type = type(stdin);
    boolean opened = type == PIPE || type == DEVICE && !request.isTerminal(0);
    return opened ? new ClientInput(open(stdin, StandardOpenOption.READ)) : new NotHere();
  }

  InputStream in() {
    return in;
  }

  ClientOutput out() {
    return out;
  }

  ClientOutput err() {
    return err;
  }

  private ClientOutput openOut(int stream, int descriptor, int relay, Runnable first)
      throws IOException, NotReachable {
    Path file = client.descriptor(descriptor);
    switch (type(file)) {
      case PIPE, DEVICE -> {
        return new ClientOutput(open(file, StandardOpenOption.WRITE), null, first);
      }
      case FILE, SOCKET -> {
        if (type(file) == FILE && isAppended(descriptor)) {
          return new ClientOutput(open(file, StandardOpenOption.APPEND), null, first);
        }
        FileChannel pipe = open(client.descriptor(relay), StandardOpenOption.WRITE);
        reply.relay(stream);
        return new ClientOutput(pipe, new Relay(file), first);
      }
      default -> throw new NotReachable("stream " + stream);
    }
  }

  private static int type(Path file) throws IOException {
    return (Integer) Files.getAttribute(file, "unix:mode") & TYPE;
  }

  private boolean isAppended(int descriptor) throws IOException {
    List<String> lines = Files.readAllLines(client.proc().resolve("fdinfo/" + descriptor));
    for (String line : lines) {
      if (line.startsWith("flags:")) {
        return (Integer.parseInt(line.substring("flags:".length()).strip(), 8) & APPEND) != 0;
      }
    }
    return false;
  }

  /** A named pipe without another end would hold up who opens it for one direction only. */
  private static FileChannel open(Path file, OpenOption option) throws IOException {
    if (type(file) != PIPE) {
      return FileChannel.open(file, option);
    }
    FileChannel both = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      return FileChannel.open(file, option);
    } finally {
      both.close();
    }
  }

  void setStopped(boolean stopped) {
    out.setStopped(stopped);
    err.setStopped(stopped);
  }

  void discard() {
    out.discard();
    err.discard();
  }

  /** The client has its exit code: nothing is read or written from here on. */
  void cut() {
    try {
      in.close();
      out.cut();
      err.cut();
    } catch (IOException e) {
      // What was to be written is lost in any case.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
    if (out != null) {
      out.close();
    }
    if (err != null) {
      err.close();
    }
  }

  /** What is read by a process of its own only. */
  private static final class NotHere extends InputStream {
    @Override
    public int read() {
      OwnProcess.require();
      return -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      return read();
    }
  }

  /** A file to which a child of the launcher copies. */
  static final class Relay {
    private final Path file;

    private Relay(Path file) {
      this.file = file;
    }

    /** The child has ended before everything was copied. */
    IOException reason(IOException e) {
      try {
        boolean full = Files.getFileStore(file).getUsableSpace() == 0;
        return new IOException(full ? "No space left on device" : "Input/output error", e);
      } catch (IOException gone) {
        return e;
      }
    }
  }
}
