package orgs.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import orgs.input.text.InputException;

class JsonLinesTest {

  private static List<String> read(String text) {
    return read(text, Read.NAME);
  }

  private static List<String> read(String text, InputColumn... columns) {
    return Read.records(InputFormat.JSONL, text, null, columns);
  }

  @Test
  void linesAreObjectsOrStrings() {
    assertThat(read("{\"name\": \"ann\"}\r\n \"b\\u00e9a\\n\\ud83d\\ude00\" \n"))
        .containsExactly("1: ann", "2: béa\n\ud83d\ude00");
  }

  @Test
  void otherKeysAreSkipped() {
    assertThat(read("{\"x\":{\"name\":1,\"y\":[{}]},\"name\":\"ann\",\"z\":[\"name\"]}\n"))
        .containsExactly("1: ann");
  }

  @Test
  void firstOfTheColumnsNamesCounts() {
    InputColumn column = new InputColumn(List.of("member_name", "name"), false);
    assertThat(
            read(
                "{\"name\":\"a\",\"member_name\":\"b\"}\n"
                    + "{\"member_name\":\"b\",\"name\":7}\n{\"name\":\"a\"}\n",
                column))
        .containsExactly("1: b", "2: b", "3: a");
  }

  @Test
  void optionalColumnMayBeMissingOrNull() {
    assertThat(
            read(
                "{\"org\":\"a\"}\n{\"org\":\"a\",\"member\":null}\n{\"member\":\"m\"}\n"
                    + "{\"org\":null,\"member\":\"m\"}\n",
                Read.ORG,
                Read.MEMBER))
        .containsExactly("1: a|null", "2: a|null", "3! has no \"org\"", "4! has no \"org\"");
  }

  @Test
  void wrongShapesAreBad() {
    assertThat(
            read(
                """
                {"name": 1}
                {"name": {"name": "a"}}
                ["a"]
                null
                7

                {"other": "a"}
                {"name": "a", "name": "b"}
                {"name": "a"} {"name": "b"}
                "a" "b"
                """))
        .containsExactly(
            "1! \"name\" is not a string",
            "2! \"name\" is not a string",
            "3! is not a JSON object",
            "4! is not a JSON object",
            "5! is not a JSON object",
            "6! is not a JSON object",
            "7! has no \"name\"",
            "8! has \"name\" twice",
            "9! has more than one JSON value",
            "10! has more than one JSON value");
  }

  @Test
  void whatIsNotJsonIsBadInOneLine() {
    List<String> bad =
        read(
            "{\"name\": \"a\"\n{'name': 'a'}\n{\"name\": \"a\"} x\n\"open\n{\"name\":\"\t\"}\n"
                + "[".repeat(2_000)
                + "\n{\"name\": "
                + "[".repeat(2_000)
                + "\n{\"name\": \"ok\"}\n");

    assertThat(bad).hasSize(8).last().isEqualTo("8: ok");
    assertThat(bad.subList(0, 5))
        .allMatch(
            line -> line.matches("\\d! is not valid JSON(: it ends too early| at character \\d+)"));
    assertThat(bad.subList(5, 7)).allMatch(line -> line.matches("\\d! .+"));
    assertThat(bad).noneMatch(line -> line.contains("\n"));
  }

  @Test
  void whatTheParserLimitsIsBadInItsOwnLine() {
    String limits = "! has a number, a name or a nesting that is too long";
    assertThat(
            read(
                "{\"id\":"
                    + "1".repeat(1_001)
                    + ",\"name\":\"a\"}\n{\"x\":"
                    + "[".repeat(1_200)
                    + "]".repeat(1_200)
                    + ",\"name\":\"a\"}\n{\"x\":"
                    + "{\"x\":".repeat(1_200)
                    + "1"
                    + "}".repeat(1_200)
                    + ",\"name\":\"a\"}\n{\""
                    + "k".repeat(60_000)
                    + "\":1}\n{\"name\":\"ok\"}\n\n"))
        .containsExactly("1" + limits, "2" + limits, "3" + limits, "4" + limits, "5: ok");
  }

  @Test
  void reportsAndBackupsAreNoLists() {
    for (String line :
        List.of(
            "{\"change\":\"remove\",\"member_id\":5,\"name\":\"bob\"}",
            "{\"name\":\"ann\",\"change\":\"x\"}",
            "{\"orgs_backup\":1,\"schema_version\":\"3\"}",
            "{\"org\":\"a\",\"member\":\"b\"}")) {
      assertThatThrownBy(() -> read(line + "\n")).isInstanceOf(InputException.class);
    }
    assertThatThrownBy(() -> read("{\"org_id\":1,\"org\":\"a\"}", Read.ORG, Read.MEMBER))
        .isInstanceOf(InputException.class);
    assertThat(read("{\"change\":\"x\",\"n\":\"ann\"}", InputColumn.chosen("n")))
        .containsExactly("1: ann");
    assertThat(read("{\"org\":\"a\",\"member\":\"b\"}", InputColumn.chosen("member")))
        .containsExactly("1: b");
  }

  @Test
  void stringsNeedOneColumn() {
    assertThat(read("\"a\"\n", Read.ORG, Read.MEMBER)).containsExactly("1! is not a JSON object");
  }

  @Test
  void halfSurrogatePairIsPassedOnForTheNamesToRefuse() {
    assertThat(read("\"\\ud83d\"\n")).containsExactly("1: \ud83d");
  }
}
