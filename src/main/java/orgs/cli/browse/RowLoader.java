package orgs.cli.browse;

import java.util.List;
import java.util.function.Consumer;
import orgs.cli.browse.Queries.Urgency;
import orgs.store.model.NameFilter;
import orgs.store.model.Page;
import orgs.store.model.SimilarName;

/**
 * Fills the list that is shown: searches for what is typed, and loads more rows where the screen
 * comes near to the end of those in memory.
 *
 * <p><b>Threading.</b> Its methods are called on the screen's thread. The queries run on their own
 * thread and hand rows back through {@link Events}; those of an earlier search are dropped there.
 */
final class RowLoader {

  /** Screens of rows that are asked for at a time. */
  private static final int SCREENS = 3;

  private final ScreenState state;
  private final Events events;
  private final Queries queries;
  private final Runnable found;

  /** The end of the rows in memory at which others are added. */
  private enum Side {
    AFTER,
    BEFORE;

    void add(Window window, Row row) {
      if (this == AFTER) {
        window.append(List.of(row));
      } else {
        window.prepend(List.of(row));
      }
    }

    void endsHere(Window window) {
      if (this == AFTER) {
        window.endsHere();
      } else {
        window.beginsHere();
      }
    }
  }

  /**
   * Makes a loader.
   *
   * @param found is run when a search has its first row, or none at all
   */
  RowLoader(ScreenState state, Events events, Queries queries, Runnable found) {
    this.state = state;
    this.events = events;
    this.queries = queries;
    this.found = found;
  }

  // --- searches: their rows replace those that are shown

  /** Searches from the first row on. */
  void search() {
    searchAfter(null, 0);
  }

  /**
   * Searches from the row after this id on.
   *
   * @param id null for the first row
   * @param cursor the number of the row that the cursor is on
   */
  void searchAfter(Long id, int cursor) {
    search(
        Side.AFTER,
        id,
        window -> {
          window.reset(id == null);
          window.move(cursor);
        });
  }

  /** Searches for the last rows. */
  void searchLast() {
    search(Side.BEFORE, null, window -> window.reset(false));
  }

  /** Searches again, and shows the rows at the same place. */
  void reload() {
    Window window = state.listing.window;
    List<Row> visible = window.visible();
    int cursor = window.cursorOnScreen();
    if (state.listing.similar || visible.isEmpty() || window.isAtStart()) {
      searchAfter(null, cursor);
    } else {
      searchAfter(visible.get(0).id() - 1, cursor);
    }
  }

  /** Moves the cursor to the first row of the list. */
  void toStart() {
    Listing listing = state.listing;
    if (listing.window.beginsTheList() || listing.similar) {
      listing.window.moveToEnd(false);
    } else {
      search();
    }
  }

  /** Moves the cursor to the last row of the list. */
  void toEnd() {
    Listing listing = state.listing;
    if (listing.window.endsTheList() || listing.similar) {
      listing.window.moveToEnd(true);
    } else {
      searchLast();
    }
  }

  /** Searches, instead of what the queries' thread does now. */
  private void search(Side side, Long from, Consumer<Window> reset) {
    Listing listing = state.listing;
    listing.beginSearch();
    queries.replace(
        Urgency.ROWS,
        fetch(
            listing,
            side,
            from,
            row -> {
              arrived(listing, reset);
              side.add(listing.window, row);
              events.delayDrawing();
            },
            isLast -> {
              arrived(listing, reset);
              events.drawNow();
              if (isLast) {
                side.endsHere(listing.window);
              }
              count(listing);
            }));
  }

  private void arrived(Listing listing, Consumer<Window> reset) {
    if (listing.settle(Listing.State.SEARCHING)) {
      listing.similar = false;
      reset.accept(listing.window);
      events.later(found);
    }
  }

  // --- more rows of the same search

  /** Loads rows beyond those in memory, if the screen is near to their end. */
  void fill() {
    Listing listing = state.listing;
    Window window = listing.window;
    if (listing.state != Listing.State.SETTLED || listing.similar) {
      return;
    }
    if (window.wantsMore() && !window.isEmpty()) {
      load(listing, Side.AFTER, window.lastId());
    } else if (window.wantsEarlier()) {
      load(listing, Side.BEFORE, window.firstId());
    }
  }

  private void load(Listing listing, Side side, Long from) {
    listing.state = Listing.State.LOADING;
    queries.add(
        Urgency.ROWS,
        fetch(
            listing,
            side,
            from,
            row -> side.add(listing.window, row),
            isLast -> {
              listing.settle(Listing.State.LOADING);
              if (isLast) {
                side.endsHere(listing.window);
              }
            }));
  }

  /**
   * Makes the query for rows.
   *
   * @param from the id at which they begin, itself left out; null for the end of the list
   * @param each is given each row
   * @param done is given whether there are no others
   */
  private Fetch fetch(
      Listing listing, Side side, Long from, Consumer<Row> each, Consumer<Boolean> done) {
    int search = listing.search;
    int height = listing.window.height();
    return new Fetch(
        listing.source,
        listing.nameFilter(),
        new Page(SCREENS * height, from, Page.Sort.ID, side == Side.BEFORE),
        height,
        row -> ifCurrent(listing, search, () -> each.accept(row)),
        isLast -> ifCurrent(listing, search, () -> done.accept(isLast)));
  }

  // --- after a search

  private void count(Listing listing) {
    Window window = listing.window;
    if (window.beginsTheList() && window.endsTheList()) {
      listing.count = new Count(window.size(), false);
      if (window.isEmpty() && !listing.filter.isEmpty()) {
        searchSimilar(listing);
      }
      return;
    }
    int search = listing.search;
    NameFilter filter = listing.nameFilter();
    queries.add(
        Urgency.ASIDE,
        (store, query) -> {
          Count count = listing.source.count(store, filter);
          ifCurrent(listing, search, () -> listing.count = count);
        });
  }

  private void searchSimilar(Listing listing) {
    int search = listing.search;
    String text = listing.filter.text();
    queries.add(
        Urgency.ASIDE,
        (store, query) -> {
          List<SimilarName> names = listing.source.similarTo(store, text);
          ifCurrent(listing, search, () -> showSimilar(listing, names));
        });
  }

  private static void showSimilar(Listing listing, List<SimilarName> names) {
    if (!names.isEmpty()) {
      listing.similar = true;
      listing.window.reset(true);
      listing.window.append(names.stream().map(one -> new Row(one.id(), one.name())).toList());
      listing.window.endsHere();
    }
  }

  /** Runs an event on the screen's thread, unless another search has begun by then. */
  private void ifCurrent(Listing listing, int search, Runnable event) {
    events.later(
        () -> {
          if (listing.search == search) {
            event.run();
          }
        });
  }
}
