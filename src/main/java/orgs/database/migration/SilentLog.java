package orgs.database.migration;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;

/**
 * Discards Flyway's log, which would go to stderr. Flyway makes one by the class's name, so the
 * class is public.
 */
public final class SilentLog implements LogCreator, Log {

  @Override
  public Log createLogger(Class<?> type) {
    return this;
  }

  @Override
  public void debug(String message) {}

  @Override
  public void info(String message) {}

  @Override
  public void warn(String message) {}

  @Override
  public void error(String message) {}

  @Override
  public void error(String message, Exception e) {}

  @Override
  public void notice(String message) {}
}
