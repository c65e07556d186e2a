package orgs.input.text;

import java.io.IOException;

/** Where the texts of the records come from. */
public interface Lines {

  /** The next record's text; null at the end. */
  TextLine next() throws IOException;
}
