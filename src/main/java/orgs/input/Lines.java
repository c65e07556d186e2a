package orgs.input;

import java.io.IOException;

/** Where the texts of the records come from. */
interface Lines {

  /** The next record's text; null at the end. */
  TextLine next() throws IOException;
}
