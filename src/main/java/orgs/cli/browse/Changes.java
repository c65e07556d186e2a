package orgs.cli.browse;

import java.util.function.Consumer;
import java.util.function.Function;
import orgs.store.Store;

/**
 * Runs changes of the store, one at a time: the screen waits, and a failure leads back to the
 * question.
 *
 * <p><b>Threading.</b> {@link #run} is called on the screen's thread. The work runs on the queries'
 * thread, what follows it on the screen's again.
 */
final class Changes {

  private final ScreenState state;
  private final Events events;
  private final Queries queries;
  private final RowLoader rows;

  Changes(ScreenState state, Events events, Queries queries, RowLoader rows) {
    this.state = state;
    this.events = events;
    this.queries = queries;
    this.rows = rows;
  }

  /**
   * Runs a change, or a question to the store that precedes one.
   *
   * @param what is being done: "removing"
   * @param from the question that was answered
   * @param done is given the result
   */
  <T> void run(String what, Question from, Function<Store, T> work, Consumer<T> done) {
    state.overlay = new Waiting(what);
    queries.replace(
        Queries.Urgency.CHANGE,
        (store, query) -> {
          try {
            T result = work.apply(store);
            events.later(() -> done.accept(result));
          } catch (RuntimeException e) {
            events.later(() -> failed(from, e));
            throw e;
          }
        });
  }

  private void failed(Question question, RuntimeException e) {
    question.refuse(Failures.text(e));
    state.overlay = question;
    if (state.listing.isLoading()) {
      rows.reload();
    }
  }
}
