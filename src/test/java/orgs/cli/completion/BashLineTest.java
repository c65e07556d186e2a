package orgs.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BashLineTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "show \\\nac",
        "show a\\\nc",
        "show \"a\\\nc",
        "sh\\\now ac",
        "show\\\n \\\n\\\nac"
      })
  void backslashAndLineFeedVanish(String typed) {
    BashLine line = new BashLine(typed, "");

    assertThat(line.before()).containsExactly("show");
    assertThat(line.current()).isEqualTo("ac");
  }

  @Test
  void foldedWordIsReplacedWhole() {
    assertThat(new BashLine("show \\\nac", "").currentLength()).isEqualTo(2);
    assertThat(new BashLine("show a\\\nc", "").whole("acme", true)).isEqualTo("acme");
    assertThat(new BashLine("show \"a\\\nc", "").whole("acme", true)).isEqualTo("\"acme\"");
  }

  @Test
  void wordEndsWithAnUnfinishedEscape() {
    assertThat(new BashLine("show ac\\", "").current()).isEqualTo("ac\\");
    assertThat(new BashLine("show 'ac\\", "").current()).isEqualTo("ac\\");
  }

  @Test
  void readlineReplacesWhatFollowsABreakOrAnOpenQuote() {
    assertThat(new BashLine("show a:b", ":'\"").replacement("a:bc")).isEqualTo("bc");
    assertThat(new BashLine("show x'a ", ":'\"").replacement("xa b")).isEqualTo("a b");
    assertThat(new BashLine("show 'a:'b", ":'\"").replacement("a:bc")).isEqualTo("a:bc");
    assertThat(new BashLine("show a\\:b", ":'\"").replacement("a:bc")).isEqualTo("a:bc");
  }
}
