package orgs.cli.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {

  private static final List<String> COMMANDS =
      List.of("create", "list", "show", "rename", "delete", "members", "import", "export", "db");

  @ParameterizedTest
  @CsvSource({
    "list,list,0",
    "lsit,list,1",
    "lis,list,1",
    "liist,list,1",
    "last,list,1",
    "ca,abc,3",
    "remove,rename,3",
    "'',abc,3",
    "né,ne,1",
    "😀a,a😀,1"
  })
  void distanceCountsInsertionsDeletionsReplacementsAndSwaps(String from, String to, int distance) {
    assertThat(Suggestions.distance(from, to)).isEqualTo(distance);
    assertThat(Suggestions.distance(to, from)).isEqualTo(distance);
  }

  @ParameterizedTest
  @CsvSource({
    "lsit,list",
    "LIST,list",
    "delte,delete",
    "mem,members",
    "crate,create",
    "xeport,export"
  })
  void findsWhatWasMeant(String word, String meant) {
    assertThat(Suggestions.to(word, COMMANDS)).containsExactly(meant);
  }

  @ParameterizedTest
  @CsvSource({"x", "dc", "frobnicate", "''"})
  void makesNothingUp(String word) {
    assertThat(Suggestions.to(word, COMMANDS)).isEmpty();
  }

  @Test
  void namesAllThatAreEquallyClose() {
    assertThat(Suggestions.to("xport", List.of("import", "export", "report")))
        .containsExactly("export");
    assertThat(Suggestions.to("port", List.of("sport", "porto", "other")))
        .containsExactly("sport", "porto");
  }
}
