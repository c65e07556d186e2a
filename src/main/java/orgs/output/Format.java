package orgs.output;

import java.util.Locale;

/**
 * The formats of printed rows. On the command line the names are in lower case, as {@link
 * #toString}.
 */
public enum Format {
  TABLE,
  CSV,
  TSV,
  JSON,
  JSONL,
  MD,
  ID;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
