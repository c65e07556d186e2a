package orgs.testing;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** A test of what isn't so on a cluster: it is skipped where the tests use one. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OneServer.Condition.class)
public @interface OneServer {

  String ROW_LOCKS = "a row lock of another program keeps nobody out there";

  String DATABASES = "a cluster is one database; another one beside it can't be dropped meanwhile";

  /** Why. */
  String value();

  /** Reads the annotation. */
  final class Condition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return AnnotationSupport.findAnnotation(context.getElement(), OneServer.class)
          .filter(annotation -> TestServer.get().isCluster())
          .map(annotation -> disabled("not on a cluster: " + annotation.value()))
          .orElse(enabled("one server, or not about one"));
    }
  }
}
