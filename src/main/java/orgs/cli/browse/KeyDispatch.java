package orgs.cli.browse;

import java.util.ArrayList;
import java.util.List;
import orgs.cli.browse.terminal.Key;

/**
 * Gives each key to what it is for: the overlay, the filter, the list or an action.
 *
 * <p><b>Threading.</b> Called on the screen's thread.
 */
final class KeyDispatch {

  private final ScreenState state;
  private final Events events;
  private final Queries queries;
  private final RowLoader rows;
  private final Actions actions;
  private final Runnable redraw;

  /** Keys that wait for the rows of a search, in their order. */
  private final List<Runnable> held = new ArrayList<>();

  /**
   * Makes a dispatch.
   *
   * @param redraw draws the whole screen again
   */
  KeyDispatch(
      ScreenState state,
      Events events,
      Queries queries,
      RowLoader rows,
      Actions actions,
      Runnable redraw) {
    this.state = state;
    this.events = events;
    this.queries = queries;
    this.rows = rows;
    this.actions = actions;
    this.redraw = redraw;
  }

  /**
   * Does what a key is for.
   *
   * @param text the text of the key, or ""
   */
  void press(Key key, String text) {
    events.drawNow();
    Overlay overlay = state.overlay;
    if (overlay == null) {
      if (!pressAnywhere(key)) {
        pressWhenRowsAreThere(key, text);
      }
      return;
    }
    switch (overlay.press(key, text, state.listing.window.height())) {
      case NONE -> {
        // The overlay did it all.
      }
      case CLOSE -> state.overlay = null;
      case CLOSE_FOR_LIST -> {
        state.overlay = null;
        pressAtList(key, text);
      }
      case CHOOSE -> choose(((TextPage) overlay).row);
      case STOP -> queries.stopAll();
      case NOT_TAKEN -> pressAnywhere(key);
    }
  }

  /** Takes the keys that mean the same everywhere; returns whether it was one of them. */
  private boolean pressAnywhere(Key key) {
    switch (key) {
      case INTERRUPT -> state.leave(true);
      case REDRAW -> redraw.run();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void choose(Row row) {
    state.listing.marks.put(row.id(), row);
    state.leave(false);
  }

  // --- keys that wait for rows

  private void pressWhenRowsAreThere(Key key, String text) {
    if (isHeld(key)) {
      held.add(() -> press(key, text));
      return;
    }
    state.message = "";
    state.listing.settle(Listing.State.FAILED);
    pressAtList(key, text);
  }

  /**
   * Whether a key has to wait for the rows of the search: after fast typing it means those rows,
   * not the old ones. Keys that come after a held one wait, too.
   */
  private boolean isHeld(Key key) {
    boolean isSearching = state.listing.state == Listing.State.SEARCHING;
    return switch (key) {
      case ESCAPE -> false;
      case TEXT, PASTE, BACKSPACE, CLEAR, CLEAR_WORD, LEFT, RIGHT -> !held.isEmpty();
      case SPACE -> !held.isEmpty() || isSearching && !state.typing;
      default -> !held.isEmpty() || isSearching;
    };
  }

  /** Presses the held keys: the rows are there. */
  void releaseHeld() {
    List<Runnable> keys = new ArrayList<>(held);
    held.clear();
    keys.forEach(Runnable::run);
  }

  /** Forgets the held keys: the rows don't come. */
  void dropHeld() {
    held.clear();
  }

  // --- the list

  private void pressAtList(Key key, String text) {
    Listing listing = state.listing;
    Window window = listing.window;
    switch (key) {
      case UP -> window.move(-1);
      case DOWN -> window.move(1);
      case PAGE_UP -> window.move(-window.height());
      case PAGE_DOWN -> window.move(window.height());
      case HOME -> rows.toStart();
      case END -> rows.toEnd();
      case TAB -> changeList();
      case ENTER -> enter();
      case ESCAPE -> state.leave(false);
      case ADD, INSERT -> actions.add(listing);
      case RENAME -> actions.rename(listing);
      case MOVE -> actions.move(listing);
      case REMOVE -> actions.remove(listing);
      default -> {
        if (state.typing || !pressCommand(key, text)) {
          pressAtFilter(key, text);
        }
      }
    }
  }

  /** Takes keys that are commands while no filter is typed; returns whether it was one of them. */
  private boolean pressCommand(Key key, String text) {
    Listing listing = state.listing;
    switch (key) {
      case TEXT -> {
        return pressCharacter(text);
      }
      case SPACE -> {
        listing.toggleMark();
        listing.window.move(1);
      }
      case DELETE -> actions.remove(listing);
      case LEFT, RIGHT -> {
        // There is no cursor in the filter.
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean pressCharacter(String character) {
    switch (character) {
      case "/" -> state.typing = true;
      case "?" -> state.overlay = Help.page();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void pressAtFilter(Key key, String text) {
    TextField filter = state.listing.filter;
    String before = filter.text();
    filter.press(key, text);
    if (!filter.text().equals(before)) {
      rows.search();
    }
  }

  private void enter() {
    Row row = state.listing.window.current();
    if (state.typing) {
      state.typing = false;
    } else if (row != null) {
      showDetails(row);
    }
  }

  private void showDetails(Row row) {
    Source source = state.listing.source;
    TextPage page = source.details(row);
    state.overlay = page;
    queries.add(
        Queries.Urgency.ASIDE,
        (store, query) -> {
          TextPage.Entry more = source.moreDetails(store, row);
          events.later(() -> page.add(more));
        });
  }

  private void changeList() {
    state.typing = false;
    if (state.listing != state.organizations) {
      state.listing = state.organizations;
      if (state.listing.window.current() == null) {
        rows.searchAfter(state.organizationsAfter, 0);
      }
      return;
    }
    Row row = state.listing.window.current();
    if (row != null) {
      Listing members = new Listing(new MembersOf(AllOrganizations.organization(row)));
      members.window.resize(state.listing.window.height());
      state.listing = members;
      rows.search();
    }
  }
}
