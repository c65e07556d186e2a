package orgs.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"", "plain \\n", "é漢字 שלום", "👨‍👩‍👧‍👦🇩🇪", "e\u0301", "\u00a0\u200d\ufeff"})
  void harmlessTextIsTheSameString(String text) {
    assertThat(SafeText.of(text)).isSameAs(text);
  }

  @Test
  void controlCharactersAreShown() {
    assertThat(SafeText.of("a\n\r\tb\u001b[2J\u0007\u0000\u007f\u0080\u009f"))
        .isEqualTo("a\\n\\r\\tb\\x1b[2J\\x07\\x00\\x7f\\u0080\\u009f");
  }

  @ParameterizedTest
  @CsvSource({"061c,061c", "200e,200f", "2028,202e", "2066,2069"})
  void directionsAndSeparatorsAreShown(String from, String to) {
    IntStream.rangeClosed(Integer.parseInt(from, 16), Integer.parseInt(to, 16))
        .forEach(
            c -> assertThat(SafeText.of("x" + (char) c + "y")).isEqualTo("x\\u%04xy".formatted(c)));
  }

  @Test
  void halfASurrogatePairIsShown() {
    assertThat(SafeText.of("\ud83d😀\ude00")).isEqualTo("\\ud83d😀\\ude00");
  }
}
