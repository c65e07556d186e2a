package orgs.cli.browse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import orgs.cli.browse.Queries.Urgency;
import orgs.cli.session.Context;
import orgs.cli.syntax.CliException;
import orgs.store.NameFilter;
import orgs.store.Organization;
import orgs.store.OrganizationRef;
import orgs.store.Page;
import orgs.store.SimilarName;
import orgs.store.Store;

/** The screen: keys and rows come to its one thread, which changes what is shown and draws it. */
public final class Browser {

  /**
   * Rows of a query that is still at it wait this long for the next, so that lists don't flicker.
   */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(30);

  /** Screens of rows that are asked for at a time. */
  private static final int SCREENS = 3;

  private final Context context;
  private final Actions actions;
  private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
  private Tty tty;
  private View view;
  private Queries queries;

  private Listing organizations;
  private Listing listing;
  private boolean typing;
  private Overlay overlay;
  private String message = "";
  private String connection;

  /** Keys that wait for rows. */
  private final List<Runnable> held = new ArrayList<>();

  private Choice choice;
  private long drawNotBefore;

  /**
   * What was chosen.
   *
   * @param rows in the order of marking
   * @param members whether they are members, not organizations
   * @param interrupted whether it was left by Ctrl-C
   */
  public record Choice(List<Chosen> rows, boolean members, boolean interrupted) {}

  /** An organization or a member. */
  public record Chosen(long id, String name) {}

  /** Shows nothing yet. */
  public Browser(Context context) {
    this.context = context;
    this.actions = new Actions(context, this);
  }

  /**
   * Shows the screen until it is left.
   *
   * @param organization whose members are shown first, or null
   * @throws CliException (USAGE) where there is no terminal
   */
  public Choice run(Organization organization) {
    organizations = new Listing(new Source.Everything());
    listing =
        organization == null ? organizations : new Listing(new Source.MembersOf(organization));
    try (Tty opened = Tty.open(context.console().environment())) {
      tty = opened;
      context.onCancel(opened::close);
      view = new View(context.colorOn(true));
      context.sayBy(text -> later(() -> message = text));
      // The screen has shown the outcome of each change, and another one may be under way.
      context.interruptedMeans(null);
      try (Queries started =
          new Queries(context::store, () -> context.connections().close(), new Connection())) {
        queries = started;
        opened.onResize(() -> later(this::resized));
        Keyboard.read(
            opened.input(),
            (key, text) -> later(() -> press(key, text)),
            () -> later(() -> leave(true)));
        resized();
        search();
        loop();
      } finally {
        context.sayBy(null);
      }
    }
    return choice;
  }

  /** Something to do on the screen's thread. */
  void later(Runnable event) {
    events.add(event);
  }

  private void loop() {
    try {
      while (choice == null) {
        long wait = drawNotBefore - System.nanoTime();
        Runnable event =
            drawNotBefore == 0 || wait <= 0
                ? events.poll()
                : events.poll(wait, TimeUnit.NANOSECONDS);
        if (event != null) {
          event.run();
          continue;
        }
        fill();
        draw();
        events.take().run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      leave(true);
    }
  }

  private void draw() {
    drawNotBefore = 0;
    tty.draw(view.frame(new Shown(listing, typing, overlay, message, connection), tty.size()));
  }

  private void resized() {
    tty.clear();
    for (Listing each : List.of(organizations, listing)) {
      each.window.resize(View.height(tty.size()));
    }
  }

  // --- keys

  private void press(Key key, String text) {
    drawNotBefore = 0;
    if (overlay instanceof Waiting) {
      if (key == Key.INTERRUPT || key == Key.ESCAPE) {
        queries.stopAll();
      }
    } else if (key == Key.INTERRUPT) {
      leave(true);
    } else if (key == Key.REDRAW) {
      tty.clear();
    } else if (overlay instanceof Question question) {
      pressAt(question, key, text);
    } else if (overlay instanceof TextPage page) {
      pressAt(page, key, text);
    } else if (isHeld(key)) {
      held.add(() -> press(key, text));
    } else {
      message = "";
      listing.failed = false;
      pressAtList(key, text);
    }
  }

  /**
   * Whether a key has to wait for the rows that it is about: who types fast means those of what was
   * typed. Keys behind it wait, too.
   */
  private boolean isHeld(Key key) {
    return switch (key) {
      case ESCAPE -> false;
      case TEXT, PASTE, BACKSPACE, CLEAR, CLEAR_WORD, LEFT, RIGHT -> !held.isEmpty();
      case SPACE -> !held.isEmpty() || listing.searching && !typing;
      default -> listing.searching || !held.isEmpty();
    };
  }

  private void releaseHeld() {
    List<Runnable> keys = new ArrayList<>(held);
    held.clear();
    keys.forEach(Runnable::run);
  }

  private void pressAt(Question question, Key key, String text) {
    if (key == Key.ESCAPE) {
      overlay = null;
    } else if (key == Key.ENTER) {
      question.problem = null;
      question.answered.accept(question);
    } else if (question.field.press(key, text)) {
      question.problem = null;
    }
  }

  private void pressAt(TextPage page, Key key, String text) {
    switch (key) {
      case UP -> page.top--;
      case DOWN -> page.top++;
      case PAGE_UP -> page.top -= listing.window.height();
      case PAGE_DOWN -> page.top += listing.window.height();
      case ESCAPE -> overlay = null;
      case ENTER -> {
        if (page.chosen == null) {
          overlay = null;
        } else {
          listing.marks.put(page.chosen.id(), page.chosen);
          leave(false);
        }
      }
      case ADD, INSERT, RENAME, MOVE, REMOVE, DELETE, TAB -> {
        overlay = null;
        pressAtList(key, text);
      }
      default -> {
        if (page.chosen == null && text.equals("?")) {
          overlay = null;
        }
      }
    }
  }

  private void pressAtList(Key key, String text) {
    Window window = listing.window;
    switch (key) {
      case UP -> window.move(-1);
      case DOWN -> window.move(1);
      case PAGE_UP -> window.move(-window.height());
      case PAGE_DOWN -> window.move(window.height());
      case HOME -> toStart();
      case END -> toEnd();
      case TAB -> changeList();
      case ENTER -> enter();
      case ESCAPE -> leave(false);
      case ADD, INSERT -> actions.add(listing);
      case RENAME -> actions.rename(listing);
      case MOVE -> actions.move(listing);
      case REMOVE -> actions.remove(listing);
      default -> pressOther(key, text);
    }
  }

  private void pressOther(Key key, String text) {
    if (!typing) {
      if (text.equals("/") && key == Key.TEXT) {
        typing = true;
        return;
      }
      if (text.equals("?") && key == Key.TEXT) {
        overlay = Help.page();
        return;
      }
      if (key == Key.SPACE) {
        listing.toggleMark();
        listing.window.move(1);
        return;
      }
      if (key == Key.DELETE) {
        actions.remove(listing);
        return;
      }
      if (key == Key.LEFT || key == Key.RIGHT) {
        return;
      }
    }
    String before = listing.filter.text();
    listing.filter.press(key, text);
    if (!listing.filter.text().equals(before)) {
      search();
    }
  }

  private void enter() {
    if (typing) {
      typing = false;
      return;
    }
    Row row = listing.window.current();
    if (row != null) {
      details(row);
    }
  }

  private void leave(boolean interrupted) {
    List<Chosen> rows = new ArrayList<>();
    if (!interrupted) {
      listing.marks.values().forEach(row -> rows.add(new Chosen(row.id(), row.name())));
    }
    choice = new Choice(rows, listing.source instanceof Source.MembersOf, interrupted);
  }

  private void changeList() {
    typing = false;
    if (listing != organizations) {
      Row row = new Row(((Source.MembersOf) listing.source).organization().id(), "");
      listing = organizations;
      if (listing.window.current() == null) {
        search(row.id() - 1, 0);
      }
      return;
    }
    Row row = listing.window.current();
    if (row != null) {
      listing = new Listing(new Source.MembersOf(new Organization(row.id(), row.name())));
      listing.window.resize(View.height(tty.size()));
      search();
    }
  }

  // --- rows

  /** From the first row on. */
  void search() {
    search(null, 0);
  }

  /**
   * Asks for the rows that match what is typed, instead of whatever runs.
   *
   * @param after the rows behind this id are shown, or null for the first ones
   * @param cursor which of them the cursor is on
   */
  private void search(Long after, int cursor) {
    Listing asked = begin();
    Window window = asked.window;
    fetch(
        asked,
        new Page(limit(), after, Page.Sort.ID),
        () -> {
          window.reset(after == null);
          window.move(cursor);
        },
        row -> window.append(List.of(row)),
        window::endsHere);
  }

  private Listing begin() {
    listing.search++;
    listing.searching = true;
    listing.loading = false;
    listing.failed = false;
    listing.count = null;
    return listing;
  }

  private int limit() {
    return SCREENS * listing.window.height();
  }

  private void toStart() {
    if (listing.window.beginsTheList() || listing.similar) {
      listing.window.moveToEnd(false);
    } else {
      search();
    }
  }

  private void toEnd() {
    if (listing.window.endsTheList() || listing.similar) {
      listing.window.moveToEnd(true);
      return;
    }
    fetchLast();
  }

  /** Shows the last rows. */
  void fetchLast() {
    Listing asked = begin();
    Window window = asked.window;
    fetch(
        asked,
        new Page(limit(), null, Page.Sort.ID, true),
        () -> window.reset(false),
        row -> window.prepend(List.of(row)),
        window::beginsHere);
  }

  /** Shows what there is now at the same place. */
  void reload() {
    Window window = listing.window;
    List<Row> visible = window.visible();
    int cursor = window.cursorOnScreen();
    if (listing.similar || visible.isEmpty() || window.isAtStart()) {
      search(null, cursor);
    } else {
      search(visible.get(0).id() - 1, cursor);
    }
  }

  /** A search: what comes of it replaces the rows that are shown, when it comes. */
  private void fetch(
      Listing asked, Page page, Runnable reset, Consumer<Row> each, Runnable noOthers) {
    int search = asked.search;
    queries.replace(
        Urgency.ROWS,
        new Fetch(
            asked.source,
            asked.nameFilter(),
            page,
            asked.window.height(),
            row ->
                of(
                    asked,
                    search,
                    () -> {
                      arrived(asked, reset);
                      each.accept(row);
                      drawNotBefore = System.nanoTime() + PATIENCE_NANOS;
                    }),
            end ->
                of(
                    asked,
                    search,
                    () -> {
                      arrived(asked, reset);
                      drawNotBefore = 0;
                      if (end) {
                        noOthers.run();
                      }
                      count(asked);
                    })));
  }

  private void arrived(Listing asked, Runnable reset) {
    if (asked.searching) {
      asked.searching = false;
      asked.similar = false;
      reset.run();
      later(this::releaseHeld);
    }
  }

  /** Something to do on the screen's thread, unless another search has begun meanwhile. */
  private void of(Listing asked, int search, Runnable event) {
    later(
        () -> {
          if (asked.search == search) {
            event.run();
          }
        });
  }

  /** Asks for rows beyond those that are there, where the screen comes near to their end. */
  private void fill() {
    Window window = listing.window;
    if (listing.searching || listing.loading || listing.failed || listing.similar) {
      return;
    }
    if (window.wantsMore() && !window.isEmpty()) {
      load(
          new Page(limit(), window.lastId(), Page.Sort.ID),
          row -> window.append(List.of(row)),
          window::endsHere);
    } else if (window.wantsEarlier()) {
      load(
          new Page(limit(), window.firstId(), Page.Sort.ID, true),
          row -> window.prepend(List.of(row)),
          window::beginsHere);
    }
  }

  private void load(Page page, Consumer<Row> each, Runnable noOthers) {
    Listing asked = listing;
    int search = asked.search;
    asked.loading = true;
    queries.add(
        Urgency.ROWS,
        new Fetch(
            asked.source,
            asked.nameFilter(),
            page,
            asked.window.height(),
            row -> of(asked, search, () -> each.accept(row)),
            end ->
                of(
                    asked,
                    search,
                    () -> {
                      asked.loading = false;
                      if (end) {
                        noOthers.run();
                      }
                    })));
  }

  // --- what is good to know

  private void count(Listing asked) {
    Window window = asked.window;
    if (window.beginsTheList() && window.endsTheList()) {
      asked.count = new Count(window.size(), false);
      if (window.isEmpty() && !asked.filter.isEmpty()) {
        searchSimilar(asked);
      }
      return;
    }
    int search = asked.search;
    NameFilter filter = asked.nameFilter();
    queries.add(
        Urgency.ASIDE,
        (store, query) -> {
          Count count = asked.source.count(store, filter);
          of(asked, search, () -> asked.count = count);
        });
  }

  private void searchSimilar(Listing asked) {
    int search = asked.search;
    String text = asked.filter.text();
    queries.add(
        Urgency.ASIDE,
        (store, query) -> {
          List<SimilarName> names = asked.source.similarTo(store, text);
          of(asked, search, () -> showSimilar(asked, names));
        });
  }

  private static void showSimilar(Listing asked, List<SimilarName> names) {
    if (!names.isEmpty()) {
      asked.similar = true;
      asked.window.reset(true);
      asked.window.append(names.stream().map(one -> new Row(one.id(), one.name())).toList());
      asked.window.endsHere();
    }
  }

  private void details(Row row) {
    TextPage page = Details.page(listing.source, row);
    overlay = page;
    Source source = listing.source;
    queries.add(
        Urgency.ASIDE,
        (store, query) -> {
          TextPage.Entry more = Details.more(store, source, row);
          later(() -> page.entries.add(more));
        });
  }

  // --- for actions

  void ask(Question question) {
    overlay = question;
  }

  void say(String text) {
    message = text;
  }

  /** Back to the list. */
  void closeOverlay() {
    overlay = null;
  }

  /**
   * Does something that needs the store; a failure leads back to the question.
   *
   * @param what is being done, as "removing"
   * @param done is given the result
   */
  <T> void run(String what, Question from, Function<Store, T> work, Consumer<T> done) {
    overlay = new Waiting(what);
    queries.replace(
        Urgency.CHANGE,
        (store, query) -> {
          try {
            T result = work.apply(store);
            later(() -> done.accept(result));
          } catch (RuntimeException e) {
            later(() -> failed(from, e));
            throw e;
          }
        });
  }

  private void failed(Question question, RuntimeException e) {
    question.problem = Failures.text(e);
    overlay = question;
    if (listing.searching || listing.loading) {
      reload();
    }
  }

  private final class Connection implements Queries.Listener {

    @Override
    public void lost(String reason) {
      later(() -> connection = "connecting again: " + reason);
    }

    @Override
    public void reconnected() {
      later(
          () -> {
            connection = null;
            message = "connected again";
          });
    }

    @Override
    public void failed(RuntimeException e) {
      later(
          () -> {
            held.clear();
            message = Failures.text(e);
            listing.searching = false;
            listing.loading = false;
            listing.failed = true;
          });
    }
  }

  /** Marked rows, or the one under the cursor. */
  static Map<Long, Row> selected(Listing listing) {
    if (!listing.marks.isEmpty() || listing.window.current() == null) {
      return new LinkedHashMap<>(listing.marks);
    }
    Row row = listing.window.current();
    return Map.of(row.id(), row);
  }

  /** For the lookup of an organization by what somebody typed. */
  static Organization organization(Store store, String typed) {
    return store.organizations().get(OrganizationRef.parse(typed));
  }
}
