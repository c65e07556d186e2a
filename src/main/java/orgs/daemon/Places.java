package orgs.daemon;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Room for so many commands at once, and for some more that wait.
 *
 * <p><b>Threading.</b> any thread may come and leave; what waits begins on the one that leaves.
 */
final class Places {

  /** Something that wants a place. */
  interface Guest {
    /** Returns at once; it leaves when it has ended. */
    void begin();

    /** There is no place for it. */
    void decline();
  }

  private record Waiting(Guest guest, long since) {}

  private final int count;
  private final int waitingCount;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private int taken;

  /** When the last one left. */
  private long lastLeave = System.nanoTime();

  Places(int count, int waitingCount) {
    this.count = count;
    this.waitingCount = waitingCount;
  }

  /** Begins now or when another one leaves; or declines, where even those that wait are many. */
  void enter(Guest guest) {
    switch (place(guest)) {
      case FREE -> guest.begin();
      case NONE -> guest.decline();
      default -> {
        // It waits.
      }
    }
  }

  private enum Place {
    FREE,
    LATER,
    NONE
  }

  private synchronized Place place(Guest guest) {
    if (taken < count) {
      taken++;
      return Place.FREE;
    }
    if (waiting.size() == waitingCount) {
      return Place.NONE;
    }
    waiting.add(new Waiting(guest, System.nanoTime()));
    return Place.LATER;
  }

  /** One has ended, and the next begins. */
  void leave() {
    Waiting next;
    synchronized (this) {
      lastLeave = System.nanoTime();
      next = waiting.poll();
      if (next == null) {
        taken--;
      }
    }
    if (next != null) {
      next.guest().begin();
    }
  }

  /**
   * Declines those that have waited for long.
   *
   * @param standstill how long one waits where no other one leaves: all places may be taken for
   *     hours
   * @param longest how long one waits at the most
   */
  void declineAfter(Duration standstill, Duration longest) {
    List<Guest> late = new ArrayList<>();
    synchronized (this) {
      long now = System.nanoTime();
      boolean moves = now - lastLeave < standstill.toNanos();
      long patience = (moves ? longest : standstill).toNanos();
      while (!waiting.isEmpty() && now - waiting.peek().since() > patience) {
        late.add(waiting.poll().guest());
      }
    }
    late.forEach(Guest::decline);
  }

  synchronized int taken() {
    return taken;
  }
}
