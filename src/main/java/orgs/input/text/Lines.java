package orgs.input.text;

import java.io.IOException;

/** The source of the records' texts. */
public interface Lines {

  /** Returns the text of the next record; null at the end. */
  TextLine next() throws IOException;
}
