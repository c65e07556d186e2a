package orgs.input;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads literal files. */
final class Read {

  static final InputColumn NAME = new InputColumn(List.of("name"), false);
  static final InputColumn ORG = new InputColumn(List.of("org"), false);
  static final InputColumn MEMBER = new InputColumn(List.of("member"), true);

  private Read() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The bytes of a text whose characters stand for one byte each. */
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Records as text: {@code 1: a|b} for a good one, {@code 2! reason} for a bad one. */
  static List<String> records(
      InputFormat format, String text, Boolean header, InputColumn... columns) {
    return records(format, utf8(text), header, columns).stream().map(Read::describe).toList();
  }

  static List<InputRecord> records(
      InputFormat format, byte[] bytes, Boolean header, InputColumn... columns) {
    RecordReader reader =
        RecordReaders.of(
            format, new ByteArrayInputStream(bytes), List.of(columns), Reading.of(header));
    List<InputRecord> records = new ArrayList<>();
    try {
      InputRecord record;
      while ((record = reader.next()) != null) {
        records.add(record);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return records;
  }

  static String describe(InputRecord record) {
    return record.problem() != null
        ? record.line() + "! " + record.problem()
        : record.line() + ": " + String.join("|", Arrays.asList(record.values()));
  }
}
