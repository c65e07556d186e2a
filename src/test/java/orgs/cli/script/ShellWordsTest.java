package orgs.cli.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.syntax.CliException;

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
        "a b;         | a,b",
        "a b ;        | a,b",
        "a b;;  ;     | a,b",
        "'a b';       | a b",
        "a 'b;' ';'   | a,b;,;",
        "a b\\;        | a,b;",
        "a \";\" # ;x  | a,;",
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

  @Test
  void commandEndsWithSemicolonToo() {
    assertThat(ShellWords.commands("a b; c;;d 'e; f' ; # g; h\ni;j; ;k;\n## l; m"))
        .containsExactly("a b", "c;;d 'e; f'", "# g; h", "i;j", ";k", "## l; m");
    assertThat(ShellWords.commands(";")).isEmpty();
    assertThat(ShellWords.commands("a 'b; c' \"d;\" e\\; f")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"create a;b", "create a;create b", "list;#", ";list", "a;;b", "'a';'b'"})
  void semicolonWithinWordIsRefused(String line) {
    assertThatExceptionOfType(CliException.class)
        .isThrownBy(() -> ShellWords.split(line))
        .withMessage("a ; stands within a word");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '%',
      value = {"a, 0", "a; b, 2", "a;, 2", "a;b, 0", "'a; b, 0", "a 'b; c';, 9", "a # b; c, 0"})
  void lastCommandBegins(String typed, int start) {
    assertThat(ShellWords.lastStart(typed)).isEqualTo(start);
    assertThat(ShellWords.lastStart("x\n" + typed)).isEqualTo(start + 2);
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
