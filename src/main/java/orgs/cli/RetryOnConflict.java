package orgs.cli;

import java.util.concurrent.ThreadLocalRandom;
import orgs.cli.session.Context;
import orgs.cli.syntax.CliException;
import orgs.store.StoreException;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Runs a command, and runs it again if the server undid its transaction in favour of another one,
 * because of a deadlock or a serialization failure. A command isn't repeated if its input can't be
 * read again, or if rows of it were sent.
 */
final class RetryOnConflict implements IExecutionStrategy {

  private static final int ATTEMPTS = 6;

  /** The pause is random, so that two of these don't meet again; its bound doubles each time. */
  private static final int FIRST_PAUSE_MILLIS = 50;

  private final Context context;
  private final RunLast command = new RunLast();

  RetryOnConflict(Context context) {
    this.context = context;
  }

  @Override
  public int execute(ParseResult arguments) {
    for (int attempt = 1; ; attempt++) {
      context.attempt().begin();
      try {
        return run(arguments);
      } catch (ExecutionException e) {
        if (attempt == ATTEMPTS || !isConflict(e.getCause()) || !isRepeatable()) {
          throw e;
        }
        context.messages().say("another transaction was in the way; trying again");
        pause(FIRST_PAUSE_MILLIS << attempt - 1);
      }
    }
  }

  /** Runs the command until the person has left the pager. */
  private int run(ParseResult arguments) {
    try {
      return command.execute(arguments);
    } finally {
      try {
        context.rows().paging().await();
      } catch (CliException e) {
        throw new ExecutionException(arguments.commandSpec().commandLine(), e.getMessage(), e);
      }
    }
  }

  private boolean isRepeatable() {
    return !context.signals().isInterrupted()
        && !context.connection().isInTransaction()
        && context.attempt().isRepeatable();
  }

  private static boolean isConflict(Throwable failure) {
    return failure instanceof StoreException store && store.isConflict();
  }

  private static void pause(int bound) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(bound));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
