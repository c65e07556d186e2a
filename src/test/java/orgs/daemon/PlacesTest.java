package orgs.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who comes finds a place, waits for one, or is sent away. */
class PlacesTest {

  private static final Duration LONG = Duration.ofDays(1);
  private static final Duration NO_TIME = Duration.ofNanos(-1);

  private final Places places = new Places(2, 1);
  private final List<String> events = new ArrayList<>();

  private void enter(String name) {
    places.enter(
        new Places.Guest() {
          @Override
          public void begin() {
            events.add("begin " + name);
          }

          @Override
          public void decline() {
            events.add("decline " + name);
          }
        });
  }

  @Test
  void someRunOneWaitsAndTheNextIsSentAway() {
    enter("a");
    enter("b");
    enter("c");
    enter("d");

    assertThat(events).containsExactly("begin a", "begin b", "decline d");
  }

  @Test
  void whatWaitsBeginsWhenAnotherLeaves() {
    enter("a");
    enter("b");
    enter("c");

    places.leave();

    assertThat(events).containsExactly("begin a", "begin b", "begin c");
    assertThat(places.taken()).isEqualTo(2);
  }

  @Test
  void whatHasWaitedTooLongIsSentAway() {
    enter("a");
    enter("b");
    enter("c");

    places.declineAfter(LONG, LONG);
    assertThat(events).containsExactly("begin a", "begin b");

    places.declineAfter(NO_TIME, LONG);
    places.leave();
    assertThat(events).containsExactly("begin a", "begin b", "decline c");
    assertThat(places.taken()).isEqualTo(1);
  }

  @Test
  void waitingIsLongerWhereOthersLeave() {
    enter("a");
    enter("b");
    enter("c");
    places.leave();
    enter("d");

    places.declineAfter(LONG, LONG);
    assertThat(events).containsExactly("begin a", "begin b", "begin c");

    places.declineAfter(LONG, NO_TIME);
    assertThat(events).containsExactly("begin a", "begin b", "begin c", "decline d");
  }
}
