package orgs.cli.console;

/** A terminal's screen, which may change its size while a process runs. */
public interface Screen {

  /** A screen of fixed size without a terminal. */
  static Screen of(int columns, int rows) {
    return new Fixed(columns, rows);
  }

  /** The width, in columns. */
  int columns();

  /** The height, in rows; 0 if it isn't known. */
  int rows();

  /** Restores the first modes of the terminal for another program that reads from it. */
  void lend();

  /** A screen that keeps the size that it had in the beginning. */
  record Fixed(int columns, int rows) implements Screen {
    @Override
    public void lend() {
      // Its modes were never changed.
    }
  }
}
