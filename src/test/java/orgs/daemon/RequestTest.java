package orgs.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that launchers write, and others. */
class RequestTest {

  @Test
  void saysWhoAsksForWhat() {
    assertThat(Request.parse("0123abcd-4567 42 3 101 120 40"))
        .isEqualTo(new Request("0123abcd-4567", 42, 3, "101", "120", "40"));
  }

  @Test
  void sizeOfTheTerminalMayBeUnknown() {
    Request request = Request.parse("0123abcd-4567 42 0 000 - -");

    assertThat(request.columns()).isNull();
    assertThat(request.rows()).isNull();
    assertThat(request.isTerminal(1)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "stop",
        "../state 42 0 000 - -",
        "0123abcd-4567 42 0 000 -",
        "0123abcd-4567 -1 0 000 - -",
        "0123abcd-4567 42 0 222 - -",
        "0123abcd-4567 99999999999 0 000 - -",
        "signal 0123abcd-4567 INT",
      })
  void otherLinesAreNone(String line) {
    assertThat(Request.parse(line)).isNull();
  }
}
