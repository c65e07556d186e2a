package orgs.cli.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import orgs.testing.Effort;
import orgs.testing.Randomized;

/** The rows in memory, whatever keys come and whenever rows do. */
@Randomized
class WindowTest {

  private static final int HEIGHT = 20;

  private final Window window = new Window();

  @Test
  void cursorGoesOnWhenRowsCome() {
    window.resize(HEIGHT);
    window.reset(true);
    window.append(rows(1, 30));
    window.move(50);
    assertThat(window.current().id()).isEqualTo(30);

    window.append(rows(31, 60));

    assertThat(window.current().id()).isEqualTo(51);
    assertThat(window.visible()).hasSize(HEIGHT).contains(window.current());
  }

  @Test
  void endOfTheListEndsWhatIsOwed() {
    window.resize(HEIGHT);
    window.reset(true);
    window.append(rows(1, 30));
    window.move(50);
    window.endsHere();
    window.move(-1);

    assertThat(window.current().id()).isEqualTo(29);
  }

  @Test
  void rowsBeforeTheseLeaveTheCursorWhereItIs() {
    window.resize(HEIGHT);
    window.reset(false);
    for (long id = 100; id > 40; id--) {
      window.prepend(rows(id, id));
    }
    assertThat(window.current().id()).isEqualTo(100);
    assertThat(window.visible().get(0).id()).isEqualTo(81);
    assertThat(window.endsTheList()).isTrue();
  }

  /** A list of 5,000 rows, against the cursor that there should be. */
  @Test
  void walksAnywhereInConstantMemory() {
    int last = 5_000;
    Random random = new Random(Effort.seed());
    window.resize(HEIGHT);
    window.reset(true);
    long cursor = 1;
    for (int step = 0; step < 3_000; step++) {
      int delta = random.nextInt(201) - (step % 600 < 300 ? 60 : 140);
      cursor = Math.max(1, Math.min(last, cursor + delta));
      window.move(delta);
      load(last);
      assertThat(window.current().id()).isEqualTo(cursor);
      assertThat(window.size()).isLessThanOrEqualTo(1_000 + 3 * HEIGHT);
      assertThat(window.visible().get(window.cursorOnScreen())).isEqualTo(window.current());
    }
  }

  private void load(int last) {
    while (window.wantsMore() || window.wantsEarlier()) {
      if (window.wantsMore()) {
        long from = window.isEmpty() ? 1 : window.lastId() + 1;
        window.append(rows(from, Math.min(last, from + 59)));
        if (window.lastId() == last) {
          window.endsHere();
        }
      } else {
        long to = window.firstId() - 1;
        for (long id = to; id >= Math.max(1, to - 59); id--) {
          window.prepend(rows(id, id));
        }
        if (window.firstId() == 1) {
          window.beginsHere();
        }
      }
    }
  }

  private static List<Row> rows(long from, long to) {
    List<Row> rows = new ArrayList<>();
    for (long id = from; id <= to; id++) {
      rows.add(new Row(id, "n" + id));
    }
    return rows;
  }
}
