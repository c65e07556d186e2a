package orgs.daemon;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Room for so many commands at once, and for some more that wait.
 *
 * <p>**Threading:** any thread may come and leave; what waits begins on the one that leaves.
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
      next = waiting.poll();
      if (next == null) {
        taken--;
      }
    }
    if (next != null) {
      next.guest().begin();
    }
  }

  /** Declines those that have waited longer than this. */
  void declineAfter(Duration patience) {
    List<Guest> late = new ArrayList<>();
    synchronized (this) {
      long latest = System.nanoTime() - patience.toNanos();
      while (!waiting.isEmpty() && waiting.peek().since() - latest < 0) {
        late.add(waiting.poll().guest());
      }
    }
    late.forEach(Guest::decline);
  }

  synchronized int taken() {
    return taken;
  }
}
