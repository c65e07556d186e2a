package orgs.cli.browse;

import java.util.List;
import orgs.cli.browse.terminal.Keyboard;
import orgs.cli.browse.terminal.Tty;
import orgs.cli.session.Context;
import orgs.cli.syntax.CliException;
import orgs.output.Column;
import orgs.store.Organization;

/**
 * The full screen: puts its parts together and runs the loop that takes events and draws.
 *
 * <p><b>Threading.</b> The thread that calls {@link #run} is the screen's. Keys, rows, messages and
 * changes of the terminal's size come from other threads, as {@link Events}.
 */
public final class Browser {

  private final Context context;
  private final Events events = new Events();
  private final ScreenState state;
  private KeyDispatch keys;

  /**
   * The outcome.
   *
   * @param rows what was chosen, in the order of marking
   * @param columns the columns of these rows
   * @param interrupted whether the screen was left by Ctrl-C
   */
  public record Choice(List<Row> rows, List<Column> columns, boolean interrupted) {}

  /**
   * Shows nothing yet.
   *
   * @param organization whose members are shown first, or null for all organizations
   */
  public Browser(Context context, Organization organization) {
    this.context = context;
    this.state = new ScreenState(organization);
  }

  /**
   * Shows the screen until it is left.
   *
   * @throws CliException (USAGE) where there is no terminal
   */
  public Choice run() {
    try (Tty tty = Tty.open(context.console().environment())) {
      context.signals().cleanup().add(tty::close);
      context.messages().showOn(text -> events.later(() -> state.message = text));
      // The screen has shown the outcome of each change, and another one may be under way.
      context.signals().setOutcome(null);
      try (Queries queries =
          new Queries(
              context::store, () -> context.connection().close(), new ConnectionDisplay())) {
        RowLoader rows = new RowLoader(state, events, queries, () -> keys.releaseHeld());
        Changes changes = new Changes(state, events, queries, rows);
        Actions actions = new Actions(context, state, rows, changes);
        keys = new KeyDispatch(state, events, queries, rows, actions, tty::clear);
        tty.onResize(() -> events.later(() -> resized(tty)));
        Keyboard.read(
            tty.input(),
            (key, text) -> events.later(() -> keys.press(key, text)),
            () -> events.later(() -> state.leave(true)));
        resized(tty);
        rows.search();
        loop(tty, rows);
      } finally {
        context.messages().showOn(null);
      }
    }
    return state.choice();
  }

  /** Runs events until the screen is left, and draws whenever none is waiting. */
  private void loop(Tty tty, RowLoader rows) {
    View view = new View(context.messages().isColored(true));
    try {
      while (state.choice() == null) {
        Runnable event = events.beforeDrawing();
        if (event == null) {
          rows.fill();
          events.drawNow();
          tty.draw(view.frame(state, tty.size()));
          event = events.next();
        }
        event.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      state.leave(true);
    }
  }

  private void resized(Tty tty) {
    tty.clear();
    state.resize(View.height(tty.size()));
  }

  /** Shows the state of the connection. It is called on the queries' thread. */
  private final class ConnectionDisplay implements Queries.Listener {

    @Override
    public void lost(String reason) {
      events.later(() -> state.connectionProblem = "connecting again: " + reason);
    }

    @Override
    public void reconnected() {
      events.later(
          () -> {
            state.connectionProblem = null;
            state.message = "connected again";
          });
    }

    @Override
    public void failed(RuntimeException e) {
      events.later(
          () -> {
            keys.dropHeld();
            state.message = Failures.text(e);
            state.listing.state = Listing.State.FAILED;
          });
    }
  }
}
