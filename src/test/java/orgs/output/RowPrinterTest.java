package orgs.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static orgs.output.Printed.MEMBER;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import orgs.testing.Randomized;

/** What holds for every format. */
@Randomized
class RowPrinterTest {
  @ParameterizedTest
  @EnumSource
  void closingLeavesTheStreamOpenAndIsDoneOnce(Format format) throws IOException {
    Watched out = new Watched();
    RowPrinter printer = Printers.of(format, MEMBER, out, Printed.PIPE);
    printer.row(1L, "Ann");
    printer.close();
    String printed = out.toString(StandardCharsets.UTF_8);
    assertThat(printed).contains("1").endsWith("\n");
    printer.close();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(printed);
    assertThat(out.closed).isFalse();
    assertThatIllegalStateException().isThrownBy(() -> printer.row(2L, "Bob"));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TABLE")
  void flushShowsTheFirstRow(Format format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RowPrinter printer = Printers.of(format, MEMBER, out, Printed.PIPE);
    printer.row(17L, "Ann");
    assertThat(out.size()).isZero();
    printer.flush();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("17");
  }

  @ParameterizedTest
  @EnumSource
  void aClosedPipeIsNoticed(Format format) {
    RowPrinter printer = Printers.of(format, MEMBER, new Broken(), Printed.PIPE);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () -> {
              for (long i = 0; i < 100_000; i++) {
                printer.row(i, "Ann");
              }
            })
        .withMessage("Broken pipe");
  }

  @ParameterizedTest
  @EnumSource
  void aRowHasAValueForEachColumn(Format format) {
    RowPrinter printer = Printers.of(format, MEMBER, new ByteArrayOutputStream(), Printed.PIPE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> printer.row(1L))
        .withMessage("1 values for 2 columns");
  }

  @ParameterizedTest
  @EnumSource
  void textLongerThanTheBufferArrivesWhole(Format format) throws IOException {
    String text = "é漢😀".repeat(50_000);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RowPrinter printer =
        Printers.of(format, List.of(new Column("t", Column.Kind.ID)), out, Printed.PIPE);
    printer.row(text);
    printer.close();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains(text);
  }

  /** However the process ends, its output ends with a whole row. */
  @ParameterizedTest
  @EnumSource
  void everyWriteEndsWithARow(Format format) throws IOException {
    RandomText random = new RandomText();
    List<String> writes = new ArrayList<>();
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    RowPrinter alone = Printers.of(format, MEMBER, expected, Printed.PIPE);
    RowPrinter printer = Printers.of(format, MEMBER, new Recording(writes), Printed.PIPE);
    Set<Integer> ends = new HashSet<>();
    for (long id = 0; id < 30_000; id++) {
      String name = random.next();
      printer.row(id, name);
      alone.row(id, name);
      alone.flush();
      ends.add(expected.size());
    }

    assertThat(writes).hasSizeGreaterThan(1);
    int size = 0;
    for (String write : writes) {
      size += write.getBytes(StandardCharsets.UTF_8).length;
      assertThat(ends).contains(size);
    }
  }

  @ParameterizedTest
  @EnumSource
  void abandonedOutputEndsItsLineAndIsNotWhole(Format format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RowPrinter printer = Printers.of(format, MEMBER, out, Printed.PIPE);
    printer.abandon();
    assertThat(out.size()).isZero();

    printer = Printers.of(format, MEMBER, out, Printed.PIPE);
    for (long id = 1; id <= 500; id++) {
      printer.row(id, "Ann");
    }
    printer.abandon();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("500").endsWith("\n");
    assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("]");
  }

  @Test
  void namesOnTheCommandLineAreInLowerCase() {
    assertThat(Format.values())
        .extracting(Format::toString)
        .containsExactly("table", "csv", "tsv", "json", "jsonl", "md", "id");
  }

  private static final class Watched extends ByteArrayOutputStream {
    private boolean closed;

    @Override
    public void close() {
      closed = true;
    }
  }

  private static final class Recording extends OutputStream {
    private final List<String> writes;

    Recording(List<String> writes) {
      this.writes = writes;
    }

    @Override
    public void write(int b) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      writes.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
    }
  }

  private static final class Broken extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("Broken pipe");
    }
  }
}
