package orgs.cli.browse;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The queue of what the screen's thread has to do: keys, rows, messages.
 *
 * <p><b>Threading.</b> Any thread adds events; only the screen's thread takes them and decides when
 * the next drawing is due.
 */
final class Events {

  /** How long drawing waits for another row of a running query, so that lists don't flicker. */
  private static final long DRAWING_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(30);

  private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
  private boolean isDrawingDelayed;
  private long drawNotBefore;

  /** Adds an event, to be run on the screen's thread. */
  void later(Runnable event) {
    queue.add(event);
  }

  /** Delays the next drawing a little: more rows are expected. */
  void delayDrawing() {
    isDrawingDelayed = true;
    drawNotBefore = System.nanoTime() + DRAWING_DELAY_NANOS;
  }

  /** Ends the delay: the screen is drawn as soon as no event is left. */
  void drawNow() {
    isDrawingDelayed = false;
  }

  /** Returns an event that comes before the next drawing, or null when it is time to draw. */
  Runnable beforeDrawing() throws InterruptedException {
    long wait = isDrawingDelayed ? drawNotBefore - System.nanoTime() : 0;
    return wait > 0 ? queue.poll(wait, TimeUnit.NANOSECONDS) : queue.poll();
  }

  /** Waits for the next event. */
  Runnable next() throws InterruptedException {
    return queue.take();
  }
}
