package orgs.server;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import orgs.config.DatabaseException;

/**
 * Runs initdb and pg_ctl. Nothing of ours reaches them: no stream, so that a server never keeps a
 * pipe of ours open, and no variable but PATH, so that neither PGDATA nor a locale or time zone
 * changes what they do.
 */
final class ServerPrograms {
  /** Bytes of output kept to find out what went wrong. */
  private static final int KEPT = 64 * 1024;

  private final Path server;
  private final ServerUser user;
  private final Path log;

  /**
   * @param server the folder of an unpacked server
   * @param log gets the programs' output; created with mode 0600 when missing
   */
  ServerPrograms(Path server, ServerUser user, Path log) {
    this.server = server;
    this.user = user;
    this.log = log;
  }

  /**
   * A program's end.
   *
   * @param output the beginning of what it, and the server, added to the log
   */
  record Result(int exitCode, String output) {
    boolean ok() {
      return exitCode == 0;
    }

    boolean says(String text) {
      return output.contains(text);
    }

    /** The line that is most likely to say what is wrong. */
    String reason() {
      List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
      for (String mark : List.of("FATAL:", "PANIC:", "error:")) {
        for (String line : lines) {
          if (line.contains(mark)) {
            return line.substring(line.indexOf(mark) + mark.length()).strip();
          }
        }
      }
      return lines.isEmpty() ? "exit code " + exitCode : lines.get(lines.size() - 1).strip();
    }
  }

  /**
   * Runs a program and waits for its end, but not for that of a server that it has started.
   *
   * @throws IOException also when it takes longer than the limit; it is killed then
   */
  Result run(Duration limit, String program, List<String> arguments) throws IOException {
    if (!Files.exists(log)) {
      Files.createFile(log, Folders.OWNER_ONLY_FILE);
    }
    long before = Files.size(log);
    List<String> command = new ArrayList<>(user.prefix());
    command.add(shellSafe(server.resolve("bin").resolve(program)).toString());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.toFile()));
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(List.of("PATH"));
    Process process = builder.start();
    try {
      if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException(program + " did not end within " + limit.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + program, e);
    } finally {
      process.destroyForcibly();
    }
    return new Result(process.exitValue(), output(before));
  }

  private String output(long from) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      byte[] bytes = new byte[(int) Math.min(KEPT, Math.max(0, file.length() - from))];
      file.seek(from);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /**
   * A path that the programs can use: they put paths between double quotes and give them to a
   * shell.
   *
   * @throws DatabaseException (LOCAL) when it has one of the few characters that don't survive this
   */
  static Path shellSafe(Path path) {
    if (path.toString().chars().anyMatch(c -> c < ' ' || "\"$`\\".indexOf(c) >= 0)) {
      throw DatabaseException.local(
          "PostgreSQL can't run in a folder whose path has one of \" $ ` \\ or a control character",
          "set ORGS_HOME to use another folder");
    }
    return path;
  }
}
