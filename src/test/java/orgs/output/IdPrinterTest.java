package orgs.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static orgs.output.Printed.MEMBER;
import static orgs.output.Printed.print;
import static orgs.output.Printed.row;

import java.util.List;
import org.junit.jupiter.api.Test;

class IdPrinterTest {
  @Test
  void idsOnly() {
    assertThat(print(Format.ID, MEMBER, Printed.PIPE)).isEmpty();
    assertThat(print(Format.ID, MEMBER, Printed.PIPE, row(1L, "a\nb"), row(20, null)))
        .isEqualTo("1\n20\n");
  }

  @Test
  void theIdMayStandAnywhereAndBeNull() {
    List<Column> columns = List.of(Column.text("name"), Column.id("id"));
    assertThat(print(Format.ID, columns, Printed.PIPE, row("a", 1L), row("b", null)))
        .isEqualTo("1\n");
  }

  @Test
  void columnsWithoutAnIdAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> print(Format.ID, List.of(Column.number("count")), Printed.PIPE))
        .withMessage("These rows have no id");
  }
}
