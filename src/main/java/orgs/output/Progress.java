package orgs.output;

import java.io.Flushable;
import java.io.IOException;
import java.util.Locale;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One line on a terminal that overwrites itself and is gone at the end. It is drawn at most five
 * times a second and never before a fifth of one, so quick work shows nothing. An error of the
 * terminal ends the progress, not the work.
 */
public final class Progress implements AutoCloseable {
  private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(200);
  private static final String ERASE = "\r\u001b[K";

  private final int width;
  private final LongSupplier nanoTime;
  private final long start;

  /** Null when nothing is to be shown. */
  private Appendable err;

  private long lastDrawn;
  private long totalBytes;
  private boolean visible;
  private Runnable onClose = () -> {};

  private Progress(Appendable err, int width, LongSupplier nanoTime) {
    this.err = err;
    this.width = width;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.lastDrawn = start;
  }

  /** Progress that shows nothing. */
  public static Progress none() {
    return new Progress(null, 0, () -> 0);
  }

  /**
   * Progress that begins now.
   *
   * @param err flushed after each line if it is {@link Flushable}
   * @param width the terminal's columns, 80 when unknown; the line stays shorter
   * @param nanoTime as {@link System#nanoTime}
   */
  public static Progress on(Appendable err, int width, LongSupplier nanoTime) {
    return new Progress(err, width > 0 ? width : Layout.USUAL_WIDTH, nanoTime);
  }

  /** Says how many bytes there are in all; from then on the line has a percentage. */
  public synchronized void total(long bytes) {
    totalBytes = bytes;
  }

  /** Says how far the work is; cheap enough to be called for every row. */
  public synchronized void rows(long rows, long bytesDone) {
    if (err == null) {
      return;
    }
    long now = nanoTime.getAsLong();
    if (now - lastDrawn >= INTERVAL) {
      draw(describe(rows, bytesDone, now - start), now);
    }
  }

  /** Shows a turning spinner and the time that passed, until the result is closed. */
  public synchronized Spin spin(String what) {
    return new Spin(what);
  }

  /** Erases the line, as is due before a message on the same terminal. It comes back by itself. */
  public synchronized void clear() {
    if (visible) {
      visible = false;
      print(ERASE);
    }
  }

  /** Sets what is run once this is closed. */
  public Progress onClose(Runnable action) {
    onClose = action;
    return this;
  }

  /** Erases the line for good. Another thread may do so, too: nothing is drawn afterwards. */
  @Override
  public synchronized void close() {
    clear();
    err = null;
    onClose.run();
  }

  private String describe(long rows, long bytesDone, long elapsed) {
    double seconds = elapsed / 1e9;
    String line = String.format(Locale.ROOT, "%,d rows  %,.0f/s", rows, rows / seconds);
    if (totalBytes <= 0 || bytesDone <= 0) {
      return line + "  " + time(seconds);
    }
    double part = Math.min(1, (double) bytesDone / totalBytes); // a file can grow meanwhile
    // Not the time that is left: what comes after the last row can't be foretold.
    return line + String.format(Locale.ROOT, "  %.0f%% read", Math.floor(part * 100));
  }

  private static String time(double seconds) {
    long s = Math.round(seconds);
    return s < 3600
        ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
  }

  private void draw(String line, long now) {
    lastDrawn = now;
    visible = true;
    // Not in the last column: there some terminals wrap.
    print(ERASE + DisplayWidth.cut(line, width - 1));
  }

  private void print(String s) {
    try {
      err.append(s);
      if (err instanceof Flushable flushable) {
        flushable.flush();
      }
    } catch (IOException e) {
      err = null;
      visible = false;
    }
  }

  /** A spinner, drawn by a thread of its own: the caller waits for one long statement. */
  public final class Spin implements AutoCloseable {
    private static final String FRAMES = "|/-\\";

    private final String what;
    private final long begun = nanoTime.getAsLong();
    private final Timer timer;
    private int frame;
    private boolean closed;

    private Spin(String what) {
      this.what = SafeText.of(what);
      if (err == null) {
        timer = null;
        return;
      }
      long period = TimeUnit.NANOSECONDS.toMillis(INTERVAL);
      timer = new Timer("progress", true);
      timer.schedule(
          new TimerTask() {
            @Override
            public void run() {
              turn();
            }
          },
          period,
          period);
    }

    void turn() {
      synchronized (Progress.this) {
        if (closed || err == null) {
          return;
        }
        long now = nanoTime.getAsLong();
        char sign = FRAMES.charAt(frame++ % FRAMES.length());
        draw(sign + " " + time((now - begun) / 1e9) + "  " + what, now);
      }
    }

    /** Stops and erases the spinner. */
    @Override
    public void close() {
      synchronized (Progress.this) {
        closed = true;
        clear();
      }
      if (timer != null) {
        timer.cancel();
      }
    }
  }
}
