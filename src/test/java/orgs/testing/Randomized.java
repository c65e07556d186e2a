package orgs.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** A test that takes its choices from {@link Effort#seed}: each of its failures has the seed. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(Randomized.SeedOfFailures.class)
public @interface Randomized {

  /** Adds the seed to the message, whatever was thrown. */
  final class SeedOfFailures
      implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure)
        throws Throwable {
      throw withSeed(failure);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure)
        throws Throwable {
      throw withSeed(failure);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(
        ExtensionContext context, Throwable failure) throws Throwable {
      throw withSeed(failure);
    }

    static Throwable withSeed(Throwable failure) {
      return failure instanceof TestAbortedException
          ? failure
          : new AssertionError(
              "%s%nThe same choices again: %s=%d"
                  .formatted(failure.getMessage(), Effort.SEED_VARIABLE, Effort.seed()),
              failure);
    }
  }
}
