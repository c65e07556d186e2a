package orgs.server;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import orgs.testing.Eventually;

/** Another JVM with this one's class path, whose stdout is a pipe and whose stderr a file. */
public record Java(Process process, Path err) {

  public record Result(int exitCode, String out, String err) {}

  public static Java start(Class<?> main, Map<String, String> environment, Object... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    Arrays.stream(arguments).map(Object::toString).forEach(command::add);
    Path err = Files.createTempFile(TestHome.TARGET, "stderr-", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.to(err.toFile()));
    builder.environment().putAll(environment);
    return new Java(builder.start(), err);
  }

  /** Reads until the end of the pipe, so it hangs when somebody else keeps that open. */
  public Result result() throws IOException, InterruptedException {
    try (InputStream in = process.getInputStream()) {
      String out = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Result(Eventually.exit(process), out, Files.readString(err));
    } finally {
      Files.deleteIfExists(err);
    }
  }
}
