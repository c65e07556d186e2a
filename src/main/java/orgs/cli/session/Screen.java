package orgs.cli.session;

/** A terminal's screen, which may change its size while a process runs. */
public interface Screen {

  /** One that keeps its size and is nobody's. */
  static Screen of(int columns, int rows) {
    return new Fixed(columns, rows);
  }

  /** The width, in columns. */
  int columns();

  /** The height, in rows; 0 where it isn't known. */
  int rows();

  /** Another program is about to read from the terminal, in the modes that it began with. */
  void lend();

  /** Its size as it was in the beginning. */
  record Fixed(int columns, int rows) implements Screen {
    @Override
    public void lend() {
      // Nobody has changed its modes.
    }
  }
}
