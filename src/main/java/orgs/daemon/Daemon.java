package orgs.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.Security;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One process that runs the commands of a user's launchers: it reads their requests from a named
 * pipe, and all else from the kernel.
 *
 * <p><b>Threading.</b> one thread reads requests, one looks at the clock, at the clients and at the
 * files that the daemon was started from, and each command has its own.
 *
 * <p><b>Ownership.</b> it holds the lock of its directory from the beginning to the end.
 */
public final class Daemon {

  /** Commands wait for the server, and for locks, more than they compute. */
  private static final int LEAST_PLACES = 16;

  private static final int MOST_WAITING = 256;

  /** How long a command waits for a place where no other one ends. */
  private static final Duration STANDSTILL = Duration.ofMillis(300);

  /** Less than a client waits: that one takes the daemon for one that hangs. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private static final int BUFFER_BYTES = 1 << 16;

  /** As much as the main thread of a process has. */
  private static final long STACK_BYTES = 8 << 20;

  /** How often it looks at running commands, and how often where there are none. */
  private static final long BUSY_MILLIS = 50;

  private static final long IDLE_MILLIS = 1000;

  /** After so long without a command the heap is given back. */
  private static final Duration QUIET = Duration.ofSeconds(5);

  /** Longer than any signal takes to end a command. */
  private static final long LONGEST_END_SECONDS = 10;

  private static final Map<String, Integer> SIGNALS = Map.of("HUP", 1, "INT", 2, "TERM", 15);
  private static final int TERM = 15;

  private final DaemonFolder folder;
  private final Duration idle;
  private final Build build;
  private final Program program;
  private final Map<String, String> environment;
  private final Map<String, Work> running = new ConcurrentHashMap<>();

  /** Signals to commands that are about to begin. */
  private final Map<String, Integer> earlySignals = new ConcurrentHashMap<>();

  private final Places places =
      new Places(
          Math.max(LEAST_PLACES, 2 * Runtime.getRuntime().availableProcessors()), MOST_WAITING);

  private Surroundings surroundings;
  private DaemonState state;
  private volatile Figures figures;
  private FileChannel requests;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean stopping;
  private Instant lastEnd = Instant.now();
  private boolean quiet;

  /**
   * Starts nothing yet.
   *
   * @param home the directory of the distribution
   * @param java the directory of the Java that runs it
   * @param environment the daemon's own
   */
  public Daemon(
      DaemonFolder folder,
      Duration idle,
      Path home,
      Path java,
      Map<String, String> environment,
      Program program)
      throws IOException {
    this.folder = folder;
    this.idle = idle;
    this.build = Build.of(home, java);
    this.environment = environment;
    this.program = program;
  }

  /**
   * Serves until it is stopped, or nobody has called for some time.
   *
   * @param ready is called when clients find it
   * @return whether it did: not where another one runs
   */
  public boolean serve(String version, Runnable ready) throws IOException {
    // Another process would look a host up anew.
    Security.setProperty("networkaddress.cache.ttl", "0");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
    folder.create();
    try (FileChannel lock = folder.lock()) {
      if (lock == null) {
        return false;
      }
      surroundings = Surroundings.of(Path.of("/proc/self"), environment);
      figures = folder.begin();
      requests =
          FileChannel.open(folder.requests(), StandardOpenOption.READ, StandardOpenOption.WRITE);
      state =
          new DaemonState(
              ProcessHandle.current().pid(),
              descriptorOf(folder.requests()),
              build.checksum(),
              version);
      touch();
      folder.publish(state);
      ready.run();
      Thread watch = new Thread(this::watch, "watch");
      watch.setDaemon(true);
      watch.start();
      try {
        readRequests();
      } finally {
        end();
        ended.countDown();
      }
      return true;
    }
  }

  /** Ends what runs, and waits for the end of the daemon. For another thread. */
  public void stopNow() {
    if (figures == null) {
      return;
    }
    interrupt();
    try {
      ended.await(LONGEST_END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void interrupt() {
    stop();
    running.values().forEach(work -> work.signal(TERM));
  }

  private static int descriptorOf(Path file) throws IOException {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors) {
        if (Files.exists(descriptor) && Files.isSameFile(descriptor, file)) {
          return Integer.parseInt(descriptor.getFileName().toString());
        }
      }
    }
    throw new IOException("no descriptor of " + file);
  }

  /** Not by a reader, which waits until its buffer is full. */
  private void readRequests() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    StringBuilder line = new StringBuilder();
    try {
      while (requests.read(buffer.clear()) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          char next = (char) buffer.get();
          if (next == '\n') {
            read(line.toString());
            line.setLength(0);
          } else {
            line.append(next);
          }
        }
      }
    } catch (ClosedChannelException e) {
      if (!stopping) {
        throw e;
      }
    }
  }

  private void read(String line) {
    Request request = Request.parse(line);
    if (request != null) {
      if (stopping) {
        decline(request);
      } else {
        places.enter(
            new Places.Guest() {
              @Override
              public void begin() {
                Daemon.this.begin(request);
              }

              @Override
              public void decline() {
                Daemon.this.decline(request);
              }
            });
      }
    } else if (line.equals("stop")) {
      stop();
    } else if (line.equals("stop now")) {
      interrupt();
    } else {
      String[] words = line.split(" ");
      if (words.length == 3 && words[0].equals("signal") && SIGNALS.containsKey(words[2])) {
        earlySignals.put(words[1], SIGNALS.get(words[2]));
        pass(words[1]);
      }
    }
  }

  /** Gives a command the signal that came for it, once it is known. */
  private void pass(String id) {
    Work work = running.get(id);
    Integer number = work == null ? null : earlySignals.remove(id);
    if (number != null) {
      work.signal(number);
    }
  }

  /** On a thread of its own, which no other command gets: nothing that it leaves there is found. */
  private void begin(Request request) {
    Thread thread = new Thread(null, () -> serve(request), "command " + request.id(), STACK_BYTES);
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      decline(request);
      places.leave();
    }
  }

  private void serve(Request request) {
    try {
      ClientProcess client = new ClientProcess(request.pid());
      Reply reply = take(request, client);
      if (reply != null) {
        run(request, client, new Work(request, client, reply));
      }
    } finally {
      places.leave();
    }
  }

  private void run(Request request, ClientProcess client, Work work) {
    running.put(request.id(), work);
    touch();
    try {
      pass(request.id());
      if (work.run(program, call(request, client))) {
        synchronized (this) {
          figures.ended();
        }
      }
    } catch (IOException | NotReachable | RuntimeException e) {
      work.decline();
    } finally {
      running.remove(request.id());
      touch();
    }
  }

  /** There is no place for it. */
  private void decline(Request request) {
    ClientProcess client = new ClientProcess(request.pid());
    Reply reply = take(request, client);
    if (reply != null) {
      new Work(request, client, reply).decline();
    }
  }

  /**
   * The way to the client, which waits for an answer from now on; null where it doesn't wait any
   * more, or isn't the process of this number here.
   */
  private Reply take(Request request, ClientProcess client) {
    Path proof = folder.proof(request.id());
    if (!client.proves(proof)) {
      return null;
    }
    try {
      Reply reply = Reply.to(client);
      if (Files.deleteIfExists(proof)) {
        return reply;
      }
      reply.close();
    } catch (IOException e) {
      return null;
    }
    return null;
  }

  private Program.Call call(Request request, ClientProcess client)
      throws IOException, NotReachable {
    Map<String, String> variables = client.environment();
    if (!build.isThere() || !Surroundings.of(client.proc(), variables).equals(surroundings)) {
      throw new NotReachable("other surroundings");
    }
    List<byte[]> words = client.commandLine();
    int first = words.size() - request.arguments();
    if (first < 1) {
      throw new NotReachable("its arguments");
    }
    Path launcher =
        client.directory().resolve(new String(words.get(first - 1), StandardCharsets.UTF_8));
    if (!launcher.toRealPath().equals(build.launcher())) {
      throw new NotReachable("another launcher");
    }
    return new Program.Call(
        words.subList(first, words.size()),
        variables,
        client.directory(),
        request.terminals(),
        request.columns(),
        request.rows());
  }

  /** The time that it waits for another command begins anew. */
  private synchronized void touch() {
    lastEnd = Instant.now();
    quiet = false;
    figures.running(running.size());
    notifyAll();
    figures.idleUntil(lastEnd.plus(idle));
  }

  /** Takes no more commands, and ends when none runs. */
  private void stop() {
    stopping = true;
    synchronized (this) {
      figures.stopping();
      notifyAll();
    }
    try {
      if (isFound()) {
        Files.deleteIfExists(folder.state());
      }
    } catch (IOException e) {
      // A client that finds it is told that it has to run its command.
      return;
    }
  }

  /** Whether clients find this daemon: not where its directory is gone, or is another's. */
  private boolean isFound() {
    return DaemonState.read(folder.state()).equals(Optional.of(state));
  }

  private void watch() {
    try {
      while (!stopping || places.taken() > 0) {
        running.values().forEach(Work::look);
        places.declineAfter(STANDSTILL, LONGEST_WAIT);
        lookAtTheClock();
      }
      requests.close();
    } catch (InterruptedException | IOException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void lookAtTheClock() throws InterruptedException {
    if (!running.isEmpty()) {
      wait(BUSY_MILLIS);
      return;
    }
    earlySignals.clear();
    Duration waited = Duration.between(lastEnd, Instant.now());
    if (waited.compareTo(idle) > 0 || !isFound() || !build.isThere()) {
      stop();
    } else if (!quiet && waited.compareTo(QUIET) > 0) {
      quiet = true;
      System.gc();
    }
    if (!stopping) {
      wait(IDLE_MILLIS);
    }
  }

  private void end() throws IOException {
    stopping = true;
    // Not those of another one, which has begun since the directory was replaced.
    if (!Files.exists(folder.state()) || isFound()) {
      folder.clear();
    }
  }
}
