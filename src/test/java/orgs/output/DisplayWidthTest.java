package orgs.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayWidthTest {
  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "abc, 3",
    "é, 1",
    "漢字, 4",
    "한국, 4",
    "ｱ, 1",
    "Ａ, 2",
    "😀, 2",
    "👨‍👩‍👧‍👦, 2",
    "🇩🇪, 2",
    "👍🏽, 2",
    "❤️, 2",
    "❤, 1",
    "1️⃣, 2",
    "שלום, 4",
    "a😀b, 4"
  })
  void columnsOfATerminal(String text, int width) {
    assertThat(DisplayWidth.of(text)).isEqualTo(width);
  }

  @ParameterizedTest
  @CsvSource({"e\u0301, 1", "xe\u0301\u0302y, 3", "か\u3099, 2", "\u1112\u1161\u11ab, 2"})
  void marksTakeNoColumn(String text, int width) {
    assertThat(DisplayWidth.of(text)).isEqualTo(width);
  }

  @ParameterizedTest
  @CsvSource({
    "abc, 3, abc",
    "abcd, 3, ab…",
    "漢字, 4, 漢字",
    "漢字, 3, 漢…",
    "漢字漢, 4, 漢…",
    "漢字, 2, …",
    "👨‍👩‍👧‍👦🇩🇪x, 4, 👨‍👩‍👧‍👦…",
    "ab, 1, …"
  })
  void cuts(String text, int width, String expected) {
    assertThat(DisplayWidth.cut(text, width)).isEqualTo(expected);
  }
}
