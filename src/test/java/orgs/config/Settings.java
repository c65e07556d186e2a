package orgs.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import orgs.config.DatabaseException.Kind;

/** An environment with a home directory, and what it makes of the settings. */
final class Settings {

  final Map<String, String> environment = new TreeMap<>();
  private final Path home;

  Settings(Path home) {
    this.home = home;
    environment.put("HOME", home.toString());
  }

  Settings with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  ConnectionSettings resolve() {
    return ConnectionSettings.resolve(ConnectionFlags.NONE, environment);
  }

  ConnectionSettings ofService(String name) {
    return ConnectionSettings.resolve(
        new ConnectionFlags(null, null, null, null, name, null, Timeouts.NONE), environment);
  }

  String password(String host) {
    return resolve().password(new String[] {host}, new int[] {1}, "d", "u");
  }

  void assertRefused(String message) {
    assertUsage(this::resolve, message);
  }

  static void assertUsage(Work work, String message) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            DatabaseException.class,
            e -> org.assertj.core.api.Assertions.assertThat(e.kind()).isEqualTo(Kind.USAGE))
        .hasMessage(message);
  }

  Path write(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  interface Work {
    void run();
  }
}
