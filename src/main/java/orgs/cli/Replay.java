package orgs.cli;

import java.util.concurrent.ThreadLocalRandom;
import orgs.cli.session.Context;
import orgs.cli.syntax.CliException;
import orgs.store.model.StoreException;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Runs a command, and runs it again when the server undid its transaction in favour of another one:
 * a deadlock, or a serialization failure. Not where what it read can't be read again, or rows of it
 * have been printed.
 */
final class Replay implements IExecutionStrategy {

  private static final int ATTEMPTS = 6;

  /** The pause is random, so that two of these don't meet again; its bound doubles each time. */
  private static final int FIRST_PAUSE_MILLIS = 50;

  private final Context context;
  private final RunLast command = new RunLast();

  Replay(Context context) {
    this.context = context;
  }

  @Override
  public int execute(ParseResult arguments) {
    for (int attempt = 1; ; attempt++) {
      context.beginAttempt();
      try {
        return run(arguments);
      } catch (ExecutionException e) {
        if (attempt == ATTEMPTS || !isConflict(e.getCause()) || !context.mayTryAgain()) {
          throw e;
        }
        context.say("another transaction was in the way; trying again");
        pause(FIRST_PAUSE_MILLIS << attempt - 1);
      }
    }
  }

  /** Until the person has seen what it shows. */
  private int run(ParseResult arguments) {
    try {
      return command.execute(arguments);
    } finally {
      try {
        context.endPaging();
      } catch (CliException e) {
        throw new ExecutionException(arguments.commandSpec().commandLine(), e.getMessage(), e);
      }
    }
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
