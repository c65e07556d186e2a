package orgs.store;

/**
 * Something to do in a transaction.
 *
 * @param <T> what it returns
 * @param <E> what it throws besides unchecked exceptions; the transaction is rolled back then
 */
@FunctionalInterface
public interface TransactionBody<T, E extends Exception> {

  /** Does it. */
  T run() throws E;
}
