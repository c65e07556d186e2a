package orgs.database.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** That a silent server is noticed is shown in {@code StallsTest}; this is about when. */
class ServerWatchTest {

  /** The first look comes just too early, and each question takes as long as it may. */
  @Test
  void silenceIsNoticedWithinAMinute() {
    Duration question = Duration.ofSeconds(2L * SessionProbe.SECONDS);
    Duration longest =
        ServerWatch.LIMIT
            .plus(ServerWatch.PAUSE)
            .plus(ServerWatch.PAUSE.multipliedBy(ServerWatch.CONFIRMATIONS - 1L))
            .plus(question.multipliedBy(ServerWatch.CONFIRMATIONS));

    assertThat(longest).isLessThan(Duration.ofMinutes(1));
  }
}
