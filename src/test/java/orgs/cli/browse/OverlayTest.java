package orgs.cli.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import orgs.cli.browse.Overlay.Outcome;
import orgs.cli.browse.terminal.Key;

/** What covers the list: its own keys and lines. */
class OverlayTest {

  private static final int HEIGHT = 3;
  private static final ScreenText TEXT = new ScreenText(20, false);

  @ParameterizedTest
  @EnumSource(Key.class)
  void waitingTakesEveryKey(Key key) {
    boolean stops = key == Key.ESCAPE || key == Key.INTERRUPT;

    assertThat(new Waiting("removing").press(key, "x", HEIGHT))
        .isEqualTo(stops ? Outcome.STOP : Outcome.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "ESCAPE, CLOSE, CLOSE",
    "ENTER, CLOSE, CHOOSE",
    "DOWN, NONE, NONE",
    "ADD, CLOSE_FOR_LIST, CLOSE_FOR_LIST",
    "TAB, CLOSE_FOR_LIST, CLOSE_FOR_LIST",
    "TEXT, CLOSE, NOT_TAKEN",
    "INTERRUPT, NOT_TAKEN, NOT_TAKEN",
    "REDRAW, NOT_TAKEN, NOT_TAKEN",
  })
  void pageKnowsItsKeys(Key key, Outcome ofHelp, Outcome ofDetails) {
    String text = key == Key.TEXT ? "?" : "";

    assertThat(page(null).press(key, text, HEIGHT)).isEqualTo(ofHelp);
    assertThat(page(new Row(1, "ann")).press(key, text, HEIGHT)).isEqualTo(ofDetails);
  }

  @Test
  void pageScrollsWithinItsText() {
    TextPage page = page(null);

    assertThat(shown(page)).containsExactly(" Keys", " a  1", " b  2");
    page.press(Key.PAGE_DOWN, "", HEIGHT);
    page.press(Key.PAGE_DOWN, "", HEIGHT);
    assertThat(shown(page)).containsExactly(" b  2", " c  3", " d  4");
    page.press(Key.UP, "", HEIGHT);
    assertThat(shown(page)).containsExactly(" a  1", " b  2", " c  3");
    page.press(Key.PAGE_UP, "", HEIGHT);
    assertThat(shown(page)).first().isEqualTo(" Keys");
  }

  @Test
  void questionGivesItsAnswerAndForgetsTheProblemWhenAnotherIsTyped() {
    List<String> answers = new ArrayList<>();
    Question question =
        new Question("Rename", List.of(), " Name: ", "an", asked -> answers.add(asked.answer()));

    assertThat(question.press(Key.TEXT, "n", HEIGHT)).isEqualTo(Outcome.NONE);
    assertThat(question.press(Key.ENTER, "", HEIGHT)).isEqualTo(Outcome.NONE);
    assertThat(answers).containsExactly("ann");
    question.refuse("taken");
    assertThat(shown(question)).containsExactly(" Rename", " Name: ann", " taken");
    assertThat(question.lines(TEXT, HEIGHT).cursorRow()).isEqualTo(1);
    assertThat(question.lines(TEXT, HEIGHT).cursorColumn()).isEqualTo(" Name: ann".length());
    question.press(Key.TEXT, "a", HEIGHT);
    assertThat(shown(question)).containsExactly(" Rename", " Name: anna");
    assertThat(question.press(Key.REDRAW, "", HEIGHT)).isEqualTo(Outcome.NOT_TAKEN);
    assertThat(question.press(Key.ESCAPE, "", HEIGHT)).isEqualTo(Outcome.CLOSE);
  }

  @Test
  void longQuestionShowsItsEnd() {
    Question question =
        new Question("Move", List.of("1  ann", "2  bob"), " To: ", "acme", asked -> {});

    assertThat(shown(question)).containsExactly(" 1  ann", " 2  bob", " To: acme");
    assertThat(question.lines(TEXT, HEIGHT).cursorRow()).isEqualTo(2);
  }

  private static TextPage page(Row row) {
    return new TextPage(
        "Keys",
        List.of(
            new TextPage.Entry("a", "1"),
            new TextPage.Entry("b", "2"),
            new TextPage.Entry("c", "3"),
            new TextPage.Entry("d", "4")),
        row);
  }

  private static List<String> shown(Overlay overlay) {
    return overlay.lines(TEXT, HEIGHT).lines().stream().map(AttributedString::toString).toList();
  }
}
