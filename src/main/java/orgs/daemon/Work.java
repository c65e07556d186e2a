package orgs.daemon;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import orgs.config.OwnProcess;
import orgs.config.WorkingDirectory;

/**
 * A command that runs for a client.
 *
 * <p><b>Threading.</b> it has a thread of its own, which no other command gets. Signals come on
 * others.
 */
final class Work {

  private static final int READING_FAILED = 1;
  private static final int UNKNOWN_OUTCOME = 9;

  private static final int SIGNAL = 128;
  private static final int KILL = 9;

  private static final long LONGEST_END_SECONDS = 5;

  private final Request request;
  private final ClientProcess client;
  private final Reply reply;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicBoolean begun = new AtomicBoolean();

  /** Null before they are open. */
  private volatile ClientStreams streams;

  /** Null before it is prepared. */
  private Program.Command command;

  private boolean needsOwnProcess;
  private boolean answered;
  private boolean interrupted;
  private boolean stopped;

  Work(Request request, ClientProcess client, Reply reply) {
    this.request = request;
    this.client = client;
    this.reply = reply;
  }

  /**
   * Runs the command, and gives the client its exit code.
   *
   * @return whether it could be run here to its end
   * @throws NotReachable where it can't run here; nothing was done then
   */
  boolean run(Program program, Program.Call call) throws NotReachable {
    Program.Effect effect = program.effect(call);
    if (effect == Program.Effect.NOT_HERE) {
      throw new NotReachable("the command");
    }
    int unknown = effect == Program.Effect.READS ? READING_FAILED : UNKNOWN_OUTCOME;
    streams = ClientStreams.open(client, request, reply, () -> begin(unknown));
    if (effect == Program.Effect.WRITES) {
      begin(unknown);
    }
    WorkingDirectory.enter(call.directory(), ClientStreams.names(client), this::needsOwnProcess);
    try {
      Program.Command prepared = program.command(call, streams.in(), streams.out(), streams.err());
      if (keep(prepared)) {
        answer(prepared.run());
      }
    } catch (OwnProcess e) {
      // What it has written since was discarded.
      leave();
    } finally {
      // Without an answer the launcher reads an end, as if the daemon had died.
      ended.countDown();
      close();
    }
    return !needsOwnProcess;
  }

  private void begin(int codeOfUnknownEnd) {
    if (begun.compareAndSet(false, true)) {
      reply.begun(codeOfUnknownEnd);
    }
  }

  /** Returns whether it is still to be run. */
  private synchronized boolean keep(Program.Command prepared) {
    command = prepared;
    return !interrupted;
  }

  /** The command has ended by itself. A signal that came before decides on its own. */
  private synchronized void answer(int code) {
    if (needsOwnProcess) {
      leave();
    } else if (!answered && !interrupted) {
      answered = true;
      closeStreams();
      reply.end(code);
    }
  }

  private synchronized void needsOwnProcess() {
    needsOwnProcess = true;
    streams.discard();
  }

  /** Not what has been done already: without an answer its end is unknown. */
  private void leave() {
    if (command == null || !command.hasCommitted()) {
      decline();
    }
  }

  /** The client has to run it itself; nothing was done. */
  synchronized void decline() {
    if (!answered && !interrupted) {
      answered = true;
      closeStreams();
      reply.cold();
      close();
    }
    ended.countDown();
  }

  /** A signal that came to the client, by its number; returns at once. */
  void signal(int number) {
    synchronized (this) {
      if (answered || interrupted) {
        return;
      }
      interrupted = true;
      setStopped(false);
    }
    Thread thread = new Thread(() -> interrupt(number), "signal " + request.id());
    thread.setDaemon(true);
    thread.start();
  }

  private void interrupt(int number) {
    Program.Command prepared;
    synchronized (this) {
      prepared = command;
    }
    int code = prepared == null ? -1 : prepared.interrupt();
    ClientStreams open = streams;
    if (open != null) {
      open.cut();
    }
    awaitEnd();
    synchronized (this) {
      answered = true;
      reply.end(code < 0 ? SIGNAL + number : code);
    }
    close();
  }

  private void awaitEnd() {
    try {
      ended.await(LONGEST_END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks what became of the client. */
  void look() {
    if (client.isGone()) {
      signal(KILL);
      return;
    }
    boolean isStopped = client.isStopped();
    synchronized (this) {
      if (isStopped != stopped && !interrupted) {
        setStopped(isStopped);
      }
    }
  }

  private void setStopped(boolean isStopped) {
    stopped = isStopped;
    ClientStreams open = streams;
    if (open != null) {
      open.setStopped(isStopped);
    }
  }

  private void closeStreams() {
    ClientStreams open = streams;
    if (open == null) {
      return;
    }
    try {
      open.close();
    } catch (IOException e) {
      // Everything was written before.
      return;
    }
  }

  private synchronized void close() {
    if (answered || !interrupted) {
      closeStreams();
      try {
        reply.close();
      } catch (IOException e) {
        // It was closed by the client.
        return;
      }
    }
  }
}
