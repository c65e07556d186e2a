package orgs.store.session;

/**
 * Work in a transaction.
 *
 * @param <T> its result
 * @param <E> its checked exception; any exception rolls the transaction back
 */
@FunctionalInterface
public interface TransactionBody<T, E extends Exception> {

  /** Does the work. */
  T run() throws E;
}
