package orgs.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import orgs.testing.Eventually;

class ProgressTest {
  private static final String ERASE = "\r\u001b[K";

  private final StringBuilder err = new StringBuilder();
  private long nanos;
  private final Progress progress = Progress.on(err, 80, () -> nanos);

  @Test
  void rowsRateAndTime() {
    progress.rows(1, 10);
    assertThat(err).as("before a fifth of a second").isEmpty();
    pass(Duration.ofSeconds(2));
    progress.rows(3_000_000, 10);
    assertThat(shown()).isEqualTo(ERASE + "3,000,000 rows  1,500,000/s  0:02");
  }

  @Test
  void aKnownTotalGivesThePercentageAndTheTimeLeft() {
    progress.total(400);
    pass(Duration.ofSeconds(61));
    progress.rows(6100, 100);
    assertThat(shown()).isEqualTo(ERASE + "6,100 rows  100/s  25% read");
    pass(Duration.ofHours(2));
    progress.rows(6100, 200);
    assertThat(shown()).isEqualTo(ERASE + "6,100 rows  1/s  50% read");
    pass(Duration.ofSeconds(1));
    progress.rows(6100, 500);
    assertThat(shown()).as("the file grew").endsWith("  100% read");
  }

  @Test
  void isDrawnFiveTimesASecondAtMost() {
    for (int i = 0; i < 1000; i++) {
      pass(Duration.ofMillis(1));
      progress.rows(i, 0);
    }
    assertThat(err.toString().split(ERASE.replace("[", "\\["), -1)).hasSize(1 + 5);
  }

  @Test
  void closeErasesTheLineForGood() {
    pass(Duration.ofSeconds(1));
    progress.rows(1, 0);
    shown();
    progress.close();
    assertThat(shown()).isEqualTo(ERASE);
    pass(Duration.ofSeconds(1));
    progress.rows(2, 0);
    progress.close();
    assertThat(err).isEmpty();
  }

  @Test
  void nothingShownNothingErased() {
    progress.rows(1, 0);
    progress.clear();
    progress.close();
    assertThat(err).isEmpty();
  }

  @Test
  void theLineFitsTheTerminalAndItsTextIsSafe() {
    Progress narrow = Progress.on(err, 20, () -> nanos);
    Progress.Spin spin = narrow.spin("deleting \u001b[2J Acme");
    pass(Duration.ofSeconds(1));
    spin.turn();
    assertThat(shown()).isEqualTo(ERASE + "| 0:01  deleting \\…");
    spin.close();
  }

  @Test
  void anUnknownWidthIsEighty() {
    Progress unknown = Progress.on(err, 0, () -> nanos);
    Progress.Spin spin = unknown.spin("x".repeat(100));
    spin.turn();
    assertThat(shown()).isEqualTo(ERASE + "| 0:00  " + "x".repeat(70) + "…");
    spin.close();
  }

  @Test
  void aSpinnerTurnsUntilItIsClosed() {
    Progress.Spin spin = progress.spin("deleting Acme");
    pass(Duration.ofSeconds(5));
    spin.turn();
    assertThat(shown()).isEqualTo(ERASE + "| 0:05  deleting Acme");
    pass(Duration.ofMinutes(1));
    spin.turn();
    assertThat(shown()).isEqualTo(ERASE + "/ 1:05  deleting Acme");
    spin.close();
    assertThat(shown()).isEqualTo(ERASE);
    spin.turn();
    assertThat(err).isEmpty();
  }

  @Test
  void aSpinnerTurnsByItself() {
    StringBuffer shared = new StringBuffer();
    Progress.Spin spin = Progress.on(shared, 80, () -> 0).spin("waiting");
    Eventually.that("it has turned", () -> shared.indexOf("/ 0:00  waiting") >= 0);
    spin.close();
    assertThat(shared.toString())
        .startsWith(ERASE + "| 0:00  waiting" + ERASE + "/ 0:00  waiting")
        .endsWith(ERASE);
  }

  @Test
  void noneShowsNothing() {
    Progress none = Progress.none();
    none.total(1);
    none.rows(1, 1);
    Progress.Spin spin = none.spin("waiting");
    spin.turn();
    spin.close();
    none.clear();
    none.close();
  }

  @Test
  void anErrorOfTheTerminalDoesNotEndTheWork() {
    Broken terminal = new Broken();
    Progress broken = Progress.on(terminal, 80, () -> nanos);
    pass(Duration.ofSeconds(1));
    broken.rows(1, 0);
    pass(Duration.ofSeconds(1));
    broken.rows(2, 0);
    broken.close();
    assertThat(terminal.attempts).isEqualTo(1);
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  private String shown() {
    String shown = err.toString();
    err.setLength(0);
    return shown;
  }

  private static final class Broken extends Writer {
    private int attempts;

    @Override
    public void write(char[] chars, int from, int length) throws IOException {
      attempts++;
      throw new IOException("gone");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
