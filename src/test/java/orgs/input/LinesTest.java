package orgs.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import orgs.input.text.LineSplitter;

class LinesTest {

  private static List<String> read(String text) {
    return Read.records(InputFormat.LINES, text, null, Read.NAME);
  }

  private static List<InputRecord> read(byte[] bytes) {
    return Read.records(InputFormat.LINES, bytes, null, Read.NAME);
  }

  @Test
  void everyLineIsValueAsItIs() {
    assertThat(read("a\n b \n\"c\",\\N\td\n")).containsExactly("1: a", "2:  b ", "3: \"c\",\\N\td");
  }

  @Test
  void linesEndAsOnWindowsOrNotAtAll() {
    assertThat(read("a\r\nb\r\nlast")).containsExactly("1: a", "2: b", "3: last");
    assertThat(read("a\r\nlast\r")).containsExactly("1: a", "2: last");
    assertThat(read("a\r\r\nb\nc\r\r\n")).containsExactly("1: a", "2: b", "3: c");
  }

  @Test
  void carriageReturnAloneEndsLinesWhereItEndsTheFirst() {
    assertThat(read("a\rb\r\rlast")).containsExactly("1: a", "2: b", "3: ", "4: last");
    assertThat(read("a\r")).containsExactly("1: a");
    assertThat(read("\ufeffa\rb")).containsExactly("1: a", "2: b");
  }

  @Test
  void otherLineEndsThanTheFirstAreBad() {
    String carriageReturn = "has a carriage return in it, and the first line ends with a line feed";
    assertThat(read("a\r\nb\rc\r\nlast"))
        .containsExactly("1: a", "2! " + carriageReturn, "3: last");
    assertThat(read("a\nb\rc\rd")).containsExactly("1: a", "2! " + carriageReturn);
    assertThat(read("a\rb\nc\r\nd\re"))
        .containsExactly(
            "1: a",
            "2! has a line feed in it, and the first line ends with a carriage return",
            "3: e");
    assertThat(read(Read.utf8("a\nb\rc\n")).get(1).raw()).isEqualTo(Read.utf8("b\rc"));
  }

  @Test
  void lineEndsAcrossTheEndOfTheBuffer() {
    for (String end : List.of("\r\n", "\r\r\n", "\r", "\n")) {
      for (int length = (1 << 16) - 4; length <= (1 << 16) + 2; length++) {
        String first = "x".repeat(length);
        assertThat(read(first + end + "b" + end)).containsExactly("1: " + first, "2: b");
      }
    }
  }

  @Test
  void emptyFileHasNoLineAndEmptyLinesCount() {
    assertThat(read("")).isEmpty();
    assertThat(read("\n\na\n\n")).containsExactly("1: ", "2: ", "3: a");
    assertThat(read("a\n\nb\n \n\t\r\n\n")).containsExactly("1: a", "2: ", "3: b");
    assertThat(read("\n\n")).isEmpty();
  }

  @Test
  void byteOrderMarkGoesAtTheBeginningOnly() {
    String mark = "begins with a byte order mark, as where one file was appended to another";
    assertThat(read("\ufeffa\n\ufeffb\nc\ufeff\n"))
        .containsExactly("1: a", "2! " + mark, "3: c\ufeff");
    assertThat(read("\ufeff\ufeffa\n")).containsExactly("1! " + mark);
    assertThat(read("\ufeff")).isEmpty();
  }

  @Test
  void whatIsNotUtf8IsBadAndKeepsItsBytes() {
    byte[] latin1 = Read.bytes("caf\u00e9");
    for (String bad : List.of("caf\u00e9", "\u00c0\u0080", "\u00ed\u00a0\u0080", "\u00e2\u0082")) {
      List<InputRecord> records = read(Read.bytes("ok\n" + bad + "\nok\n"));
      assertThat(records)
          .extracting(Read::describe)
          .containsExactly("1: ok", "2! is not valid UTF-8", "3: ok");
    }
    assertThat(read(latin1).get(0).raw()).isEqualTo(latin1);
  }

  @Test
  void replacementCharacterInTheFileItselfIsText() {
    assertThat(read("a\ufffdb")).containsExactly("1: a\ufffdb");
  }

  @Test
  void nulIsPassedOnForTheNamesToRefuse() {
    assertThat(read("a\0b\n")).containsExactly("1: a\0b");
  }

  @Test
  void lineOfOneMebibyteIsRead() {
    String longest = "x".repeat(LineSplitter.MAX_BYTES);
    assertThat(read(longest + "\nnext")).containsExactly("1: " + longest, "2: next");
  }

  @Test
  void longerLineIsCutAndBad() {
    List<InputRecord> records =
        read(Read.utf8("a\n" + "x".repeat(3 * LineSplitter.MAX_BYTES) + "\r\nnext"));

    assertThat(records)
        .extracting(Read::describe)
        .containsExactly("1: a", "2! is longer than 1048576 bytes", "3: next");
    assertThat(records.get(1).raw()).hasSize(LineSplitter.MAX_BYTES);
  }

  @Test
  void linesAcrossTheEndOfTheBufferStayWhole() {
    for (int length = (1 << 16) - 3; length <= (1 << 16) + 2; length++) {
      String first = "é".repeat(length / 2) + "x".repeat(length % 2);
      assertThat(read(first + "\r\nb\r\nc")).containsExactly("1: " + first, "2: b", "3: c");
    }
  }
}
