package orgs.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The process of a launcher that waits for an answer, as the kernel shows it. */
final class ClientProcess {

  private static final String REMOVED = " (deleted)";

  /** The descriptor of the file by which it proves that it waits. */
  private static final int PROOF = 6;

  private final Path proc;

  ClientProcess(long pid) {
    this.proc = Path.of("/proc/" + pid);
  }

  Path proc() {
    return proc;
  }

  /** One of its open files. */
  Path descriptor(int number) {
    return proc.resolve("fd/" + number);
  }

  /**
   * Whether it has this file open: it is the process that asks, whatever its number is to others.
   */
  boolean proves(Path file) {
    try {
      return Files.isSameFile(descriptor(PROOF), file);
    } catch (IOException e) {
      return false;
    }
  }

  /** All its arguments. */
  List<byte[]> commandLine() throws IOException {
    return split(Files.readAllBytes(proc.resolve("cmdline")));
  }

  /** Its variables as Java would have them: the first of a name counts. */
  Map<String, String> environment() throws IOException {
    Map<String, String> variables = new HashMap<>();
    List<byte[]> all = split(Files.readAllBytes(proc.resolve("environ")));
    Collections.reverse(all);
    for (byte[] bytes : all) {
      String variable = new String(bytes, StandardCharsets.UTF_8);
      int equals = variable.indexOf('=', 1);
      if (equals > 0) {
        variables.put(variable.substring(0, equals), variable.substring(equals + 1));
      }
    }
    return variables;
  }

  /** The directory that it works in. */
  Path directory() throws IOException, NotReachable {
    Path directory = Files.readSymbolicLink(proc.resolve("cwd"));
    if (directory.toString().endsWith(REMOVED) || !directory.isAbsolute()) {
      throw new NotReachable("its directory is gone");
    }
    return directory;
  }

  boolean isGone() {
    char state = state();
    return state == 0 || state == 'Z' || state == 'X';
  }

  /** Whether it was stopped, by Ctrl-Z for instance. */
  boolean isStopped() {
    return state() == 'T';
  }

  /** As ps shows it; 0 where there is no such process. */
  private char state() {
    try {
      String stat = Files.readString(proc.resolve("stat"), StandardCharsets.ISO_8859_1);
      return stat.charAt(stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return 0;
    }
  }

  private static List<byte[]> split(byte[] bytes) {
    List<byte[]> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        parts.add(Arrays.copyOfRange(bytes, start, i));
        start = i + 1;
      }
    }
    return parts;
  }
}
