package orgs.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import orgs.input.text.InputException;

class TsvTest {

  private static List<String> read(String text, Boolean header, InputColumn... columns) {
    return Read.records(InputFormat.TSV, text, header, columns);
  }

  @Test
  void fieldsAreUnescapedAsCopyDoes() {
    assertThat(read("\\t\\n\\r\\b\\f\\v\\\\\\.\\z\n", null, Read.NAME))
        .containsExactly("1: \t\n\r\b\f\u000b\\.z");
    assertThat(read("\\\\N\n\\\\.\n\"a\"\n", null, Read.NAME))
        .containsExactly("1: \\N", "2: \\.", "3: \"a\"");
  }

  @Test
  void nullIsBackslashN() {
    assertThat(read("a\t\\N\n\\N\tb\na\t\nc\t\\N \n", null, Read.ORG, Read.MEMBER))
        .containsExactly("1: a|null", "2! has an empty field 1", "3: a|", "4: c|N ");
  }

  @Test
  void whatCopyWouldReadOtherwiseIsBad() {
    assertThat(read("a\\\nb\n\\.\n\\x41\n\\101\n", null, Read.NAME))
        .containsExactly(
            "1! ends with a single backslash",
            "2: b",
            "3! is COPY's end-of-data marker, not a record",
            "4! has a numeric byte escape, which isn't supported",
            "5! has a numeric byte escape, which isn't supported");
  }

  @Test
  void headerIsReadWhenSaidSo() {
    assertThat(read("id\tname\n1\tann\n", true, Read.NAME)).containsExactly("2: ann");
    assertThat(read("1\tann\n2\tbob\n", null, new InputColumn(List.of("2"), false)))
        .containsExactly("1: ann", "2: bob");
    assertThat(read("name\nann\n", false, Read.NAME)).containsExactly("1: name", "2: ann");
  }

  @Test
  void whatMayBeAHeaderIsNotGuessed() {
    for (String header : List.of("name", " Name", "ID\tName", "member_id\tmember_name")) {
      assertThatThrownBy(() -> read(header + "\n1\tann\n", null, Read.NAME))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("the first line looks like a header: ");
    }
    assertThatThrownBy(() -> read("org\tmember\n", null, Read.ORG, Read.MEMBER))
        .isInstanceOf(InputException.class);
    assertThat(read("org\tann\n", null, Read.ORG, Read.MEMBER)).containsExactly("1: org|ann");
  }

  @Test
  void fieldsAreCounted() {
    assertThat(read("a\tb\nc\nd\te\tf\r\ng\th", null, Read.ORG, Read.MEMBER))
        .containsExactly(
            "1: a|b", "2! has 1 field instead of 2", "3! has 3 fields instead of 2", "4: g|h");
  }
}
