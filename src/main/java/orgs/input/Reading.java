package orgs.input;

import java.util.function.Consumer;

/**
 * What is said of how records are to be read.
 *
 * @param header whether the first record holds names; null for the format's habit
 * @param delimiter what is between the fields of CSV, a character of ASCII
 * @param unknownHeader takes a first record of one field that by habit is a header, though its name
 *     is none of those that are looked for; may throw
 */
public record Reading(Boolean header, char delimiter, Consumer<String> unknownHeader) {

  /** By commas, and with anything as the header of an only column. */
  static Reading of(Boolean header) {
    return new Reading(header, Delimiter.COMMA, name -> {});
  }

  /** Whether the first record holds names, in a format of this habit. */
  boolean hasHeader(boolean habit) {
    return header == null ? habit : header;
  }
}
