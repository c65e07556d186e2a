package orgs.testing;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Prints one line at the end of a test run: how many tests were skipped, and why. */
public final class SkippedTests implements TestExecutionListener {

  /** What JUnit and AssertJ put around the reason. */
  private static final Pattern AROUND =
      Pattern.compile("Assumption failed: |assumption was not met due to: \\[|\\] *$");

  private final Map<String, Long> reasons = new ConcurrentSkipListMap<>();

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    reasons.merge(reason, 1L, Long::sum);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == Status.ABORTED) {
      String message =
          result.getThrowable().map(Throwable::getMessage).orElse("no reason was given");
      String reason = message.lines().findFirst().orElse("");
      executionSkipped(test, AROUND.matcher(reason).replaceAll(""));
    }
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    if (!reasons.isEmpty()) {
      System.out.println(
          "skipped: "
              + reasons.entrySet().stream()
                  .map(reason -> reason.getKey() + " (" + reason.getValue() + ")")
                  .collect(Collectors.joining(", ")));
    }
  }
}
