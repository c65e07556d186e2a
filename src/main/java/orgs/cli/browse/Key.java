package orgs.cli.browse;

/** The meanings of keys. */
enum Key {
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
