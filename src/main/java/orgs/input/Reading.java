package orgs.input;

import java.util.function.Consumer;

/**
 * The options for reading records.
 *
 * @param header whether the first record holds names; null for the default of the format
 * @param delimiter the character of ASCII between the fields of CSV
 * @param unknownHeader is given a first record of one field that is a header by default, although
 *     its name is none of those that are looked for; may throw
 */
public record Reading(Boolean header, char delimiter, Consumer<String> unknownHeader) {

  /** Reads with commas, and accepts any header of a single column. */
  static Reading of(Boolean header) {
    return new Reading(header, Delimiter.COMMA, name -> {});
  }

  /** Whether the first record holds names, in a format with this default. */
  boolean hasHeader(boolean usual) {
    return header == null ? usual : header;
  }
}
