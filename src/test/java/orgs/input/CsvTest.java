package orgs.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import orgs.input.text.InputException;
import orgs.input.text.LineSplitter;

class CsvTest {

  private static List<String> read(String text) {
    return read(text, null, Read.NAME);
  }

  private static List<String> read(String text, Boolean header, InputColumn... columns) {
    return Read.records(InputFormat.CSV, text, header, columns);
  }

  @Test
  void headerSaysWhereTheColumnIs() {
    assertThat(read("id,name,x\n1,ann,\n2,bob,y\n")).containsExactly("2: ann", "3: bob");
    assertThat(read("\ufeffname,id\r\nann,1\r\n")).containsExactly("2: ann");
    assertThat(read("\"name\"\n\"ann\"")).containsExactly("2: ann");
  }

  @Test
  void columnIsTakenByTheFirstOfItsNamesOrByNumber() {
    InputColumn either = new InputColumn(List.of("member", "name"), false);
    assertThat(read("name,member\na,b\n", null, either)).containsExactly("2: b");
    InputColumn second = new InputColumn(List.of("2"), false);
    assertThat(read("x,y\na,b\n", null, second)).containsExactly("2: b");
    assertThat(read("2,y\na,b\n", null, second)).containsExactly("2: a");
    assertThat(read("a,b\nc,d\n", false, second)).containsExactly("1: b", "2: d");
  }

  @Test
  void onlyColumnNeedsNoName() {
    assertThat(read("whatever\nann\n")).containsExactly("2: ann");
    assertThat(read("ann\nbob\n", false, Read.NAME)).containsExactly("1: ann", "2: bob");
  }

  @Test
  void headerWithoutTheColumnIsRefused() {
    assertThatThrownBy(() -> read("id,nome\n1,ann\n"))
        .isInstanceOf(InputException.class)
        .hasMessage("the header has no column name: id, nome");
    assertThatThrownBy(() -> read("a,b\n", null, new InputColumn(List.of("3"), false)))
        .isInstanceOf(InputException.class);
  }

  @Test
  void withoutHeaderOneOfManyColumnsHasToBeChosen() {
    assertThatThrownBy(() -> read("a,b\n", false, Read.NAME))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has 2 columns");
    assertThatThrownBy(() -> read("a,b\n", false, new InputColumn(List.of("3"), false)))
        .isInstanceOf(InputException.class);
    assertThat(read("a,b\n", false, Read.ORG, Read.MEMBER)).containsExactly("1: a|b");
  }

  @Test
  void headerIsFoundWhateverIsAroundIt() {
    for (String header :
        List.of("Name", " NAME ", "\u00a0name\u00a0", "name\u200b", "\ufeffname", "\"name \"")) {
      assertThat(read("id," + header + "\n1,ann\n")).containsExactly("2: ann");
    }
    assertThat(read("name,Name\na,b\n")).containsExactly("2: a");
    for (String header : List.of("name,name", "Name,NAME")) {
      assertThatThrownBy(() -> read(header + "\na,b\n"))
          .isInstanceOf(InputException.class)
          .hasMessage("the header has more than one column name");
    }
  }

  @Test
  void headerThatIsMeantIsNamed() {
    for (String header : List.of("nmae", "n a m e", "na\u200bme", "Full Name", "name_1")) {
      assertThatThrownBy(() -> read("id," + header + "\n1,ann\n"))
          .isInstanceOfSatisfying(
              InputException.class,
              e ->
                  assertThat(e.hint())
                      .startsWith("did you mean " + header.replace("\u200b", "\\u200b") + "? "));
    }
    assertThatThrownBy(() -> read("id,na\u00a0x\t\n1,ann\n"))
        .hasMessage("the header has no column name: id, na\\u00a0x\\t");
  }

  @Test
  void headerAmongTheRowsIsBad() {
    assertThat(read("id,name\n1,ann\nid,name\n2,bob\n\ufeffid,name\n\"id\",name\n"))
        .containsExactly(
            "2: ann",
            "3! is the header once more, as where one file was appended to another",
            "4: bob",
            "5! begins with a byte order mark, as where one file was appended to another",
            "6: name");
  }

  @Test
  void otherQuotesAreBad() {
    String backslash =
        "! has a backslash before a quote at the end of a field; in CSV a quote is doubled";
    assertThat(read("id,name\n3,\"cid \\\"\"\n4,\"\n5,eve\n6,\"a\\\"\"\"\n"))
        .containsExactly("2" + backslash, "4: eve", "5: a\\\"");
    assertThat(read("name,id\n\"a\\\"\",b\",1\nc,2\n")).containsExactly("2" + backslash, "3: c");
    assertThat(read("name\n'ann'\n\"'bob'\"\n't Hooft\n'\n"))
        .containsExactly(
            "2! has a field in single quotes; in CSV quotes are double",
            "3: 'bob'",
            "4: 't Hooft",
            "5: '");
    InputColumn member = new InputColumn(List.of("member_name"), false);
    assertThat(read("member_id,member_name\n1,'ann'\n2,\"a\\\"\"\nb\"\n", null, member))
        .containsExactly("2: 'ann'", "3: a\\\"\nb");
  }

  @Test
  void carriageReturnEndsRecordsOutsideOfQuotes() {
    assertThat(read("name,x\rann,\"a\rb\nc\"\rbob,\r\r")).containsExactly("2: ann", "4: bob");
    assertThat(read("\"a\rb\",x\n\"c\r\",d\ne,f\n", false, new InputColumn(List.of("1"), false)))
        .containsExactly("1: a\rb", "2: c\r", "3: e");
    assertThat(read("name\nann\nbob\rcid\ndan\n"))
        .containsExactly(
            "2: ann",
            "3! has a carriage return in it, and the first line ends with a line feed",
            "4: dan");
    for (String end : List.of("\u2028", "\u0085", "\u000b", "\u000c")) {
      assertThatThrownBy(() -> read("name" + end + "ann" + end))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("the header has a character that may end a line: name\\u");
    }
  }

  @Test
  void emptyFileHasNoRecords() {
    assertThat(read("")).isEmpty();
    assertThat(read("name\n")).isEmpty();
  }

  @Test
  void quotesHoldCommasQuotesAndLines() {
    assertThat(read("name,x\n\"a,\"\"b\"\"\",1\n\"two\nlines\",2\n\"\r\n\"\"\r\n\",3\nlast,4"))
        .containsExactly("2: a,\"b\"", "3: two\nlines", "5: \r\n\"\r\n", "8: last");
  }

  @Test
  void emptyFieldIsNoneAndQuotedOneIsEmpty() {
    assertThat(read("org,member\na,\nb,\"\"\n,c\n", null, Read.ORG, Read.MEMBER))
        .containsExactly("2: a|null", "3: b|", "4! has an empty field 1");
  }

  @Test
  void badQuotesSpoilTheirOwnRecordOnly() {
    assertThat(read("name,x\na\"b,1\nok,2\n\"a\"b,3\nok,4\n\"a\" ,\"5\nok\",6\nok,7\n"))
        .containsExactly(
            "2! has a quote inside a field that isn't quoted",
            "3: ok",
            "4! has text after a closing quote",
            "5: ok",
            "6! has text after a closing quote",
            "8: ok");
  }

  @Test
  void quoteThatIsNeverClosedTakesTheRest() {
    assertThat(read("name\nok\n\"open\nb\nc\n"))
        .containsExactly("2: ok", "3! has a quote that is not closed");
    String endless = "name\n\"" + "line\n".repeat(LineSplitter.MAX_BYTES / 5) + "line\nok\n";
    assertThatThrownBy(() -> read(endless))
        .isInstanceOf(InputException.class)
        .hasMessage("a quote in line 2 is never closed");
  }

  @Test
  void recordThatIsTooLongEndsAtItsClosingQuote() {
    String lines = "line\n".repeat(LineSplitter.MAX_BYTES / 5 + 10);
    assertThat(read("name\n\"" + lines + "\"\"in\nside\"\"\n\"\nok\n"))
        .containsExactly("2! is longer than 1048576 bytes", (lines.length() / 5 + 5) + ": ok");
    String line = "x".repeat(LineSplitter.MAX_BYTES);
    for (int i = -3; i < 3; i++) {
      String text = line.substring(3) + "xxxxxx".substring(3 + i);
      assertThat(read("name\n\"" + text + "\"\"\nin\"\"\nside\"\nok\n"))
          .containsExactly("2! is longer than 1048576 bytes", "5: ok");
    }
    assertThat(read("name\n\"" + line + line + "\"\nok\n"))
        .containsExactly("2! is longer than 1048576 bytes", "3: ok");
  }

  @Test
  void everyRecordHasAsManyFieldsAsTheFirst() {
    assertThat(read("id,name\n1,a\n2\n3,c,d\n\n4,e\n"))
        .containsExactly(
            "2: a",
            "3! has 1 field instead of 2",
            "4! has 3 fields instead of 2",
            "5! has 1 field instead of 2",
            "6: e");
  }

  @Test
  void badRecordKeepsItsBytes() {
    byte[] bytes = Read.bytes("name,x\n\"caf\u00e9\r\n\",1\nok,2\n");
    List<InputRecord> records = Read.records(InputFormat.CSV, bytes, null, Read.NAME);

    assertThat(records)
        .extracting(Read::describe)
        .containsExactly("2! is not valid UTF-8", "4: ok");
    assertThat(records.get(0).raw()).isEqualTo(Read.bytes("\"caf\u00e9\r\n\",1"));
  }
}
