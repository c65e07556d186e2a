package orgs.output;

import java.io.IOException;

/** An action that may fail to read or write. */
@FunctionalInterface
public interface IoAction {
  void run() throws IOException;
}
