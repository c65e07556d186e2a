package orgs.cli.browse.terminal;

/** The meanings of keys. */
public enum Key {
  TEXT,
  SPACE,
  PASTE,
  UP,
  DOWN,
  LEFT,
  RIGHT,
  HOME,
  END,
  PAGE_UP,
  PAGE_DOWN,
  BACKSPACE,
  DELETE,
  INSERT,
  CLEAR,
  CLEAR_WORD,
  TAB,
  ENTER,
  ESCAPE,
  INTERRUPT,
  REDRAW,
  ADD,
  RENAME,
  MOVE,
  REMOVE,
  UNKNOWN
}
