package orgs.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordsTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "a b          | a,b",
        "  \t a   b    | a,b",
        "'a b'        | a b",
        "'a\"\\b$x'   | a\"\\b$x",
        "\"it's\"     | it's",
        "\"a\\\"b\"   | a\"b",
        "\"a\\\\b\"   | a\\b",
        "\"a\\nb\"    | a\\nb",
        "\"$HOME\"    | $HOME",
        "a\\ b        | a b",
        "\\#a         | #a",
        "a#b          | a#b",
        "a # b        | a",
        "a'b'\"c\"    | abc",
        "~ * @x       | ~,*,@x",
        "é 😀         | é,😀",
      })
  void splitsAsShellDoes(String line, String words) {
    assertThat(ShellWords.split(line)).containsExactly(words.split(","));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\t", "# a", "  # a 'b"})
  void nothing(String line) {
    assertThat(ShellWords.split(line)).isEmpty();
  }

  @Test
  void emptyWords() {
    assertThat(ShellWords.split("'' a \"\"")).containsExactly("", "a", "");
  }

  @Test
  void commandEndsWithItsLineUnlessSomethingIsOpen() {
    assertThat(ShellWords.commands("a 'b\nc' d\n\n e \\\nf # 'g\n# h\ni"))
        .containsExactly("a 'b\nc' d", "e \\\nf # 'g", "# h", "i");
    assertThat(ShellWords.split("a 'b\nc' \"d\\\ne\" f\\\ng"))
        .containsExactly("a", "b\nc", "de", "fg");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '%',
      value = {
        "a 'b         | '",
        "a \"b\\\"    | \"",
        "a \"b\\      | \"",
        "a\\          | \\",
        "a\\\\        | %%",
        "# a 'b       | %%",
        "a'b' \"c\"    | %%",
      })
  void whatIsOpenIsTold(String line, String open) {
    assertThat(ShellWords.open(line)).isEqualTo(open);
    assertThat(ShellWords.open("x 'y'\n" + line)).isEqualTo(open);
  }
}
