package orgs.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a process has from its surroundings and Java can't change: its user and groups, what it may
 * do, its umask, its limits, what it sees of the machine, and the Java that it would start. A
 * daemon works for processes that have the same.
 */
record Surroundings(List<String> facts) {

  private static final Set<String> STATUS =
      Set.of(
          "Uid",
          "Gid",
          "Groups",
          "Umask",
          "CapInh",
          "CapPrm",
          "CapEff",
          "CapBnd",
          "NoNewPrivs",
          "Seccomp");

  private static final List<String> NAMESPACES =
      List.of("mnt", "net", "pid", "user", "uts", "time");

  /** Java raises it for itself. */
  private static final String RAISED_LIMIT = "Max open files";

  private static final List<String> VARIABLES =
      List.of(
          "ORGS_JAVA",
          "JAVA_HOME",
          "ORGS_JAVA_OPTS",
          "JAVA_TOOL_OPTIONS",
          "JDK_JAVA_OPTIONS",
          "_JAVA_OPTIONS",
          "LD_LIBRARY_PATH",
          "LD_PRELOAD",
          "TZ");

  /** Those of a process, which is a directory of /proc. */
  static Surroundings of(Path process, Map<String, String> environment) throws IOException {
    List<String> facts = new ArrayList<>();
    for (String line : Files.readAllLines(process.resolve("status"))) {
      if (STATUS.contains(line.split(":", 2)[0])) {
        facts.add(line);
      }
    }
    for (String line : Files.readAllLines(process.resolve("limits"))) {
      if (!line.startsWith(RAISED_LIMIT)) {
        facts.add(line);
      }
    }
    for (String name : NAMESPACES) {
      Path namespace = process.resolve("ns").resolve(name);
      if (Files.isSymbolicLink(namespace)) {
        facts.add(Files.readSymbolicLink(namespace).toString());
      }
    }
    facts.add(Files.readSymbolicLink(process.resolve("root")).toString());
    VARIABLES.forEach(name -> facts.add(name + "=" + Objects.toString(environment.get(name))));
    if (environment
        .getOrDefault("ORGS_JAVA", environment.getOrDefault("JAVA_HOME", ""))
        .isEmpty()) {
      facts.add(javaOnPath(environment.getOrDefault("PATH", "")));
    }
    return new Surroundings(facts);
  }

  private static String javaOnPath(String path) {
    for (String folder : path.split(":")) {
      Path java = Path.of(folder, "java");
      if (java.isAbsolute() && Files.isRegularFile(java) && Files.isExecutable(java)) {
        return java.toString();
      }
    }
    return "no java in " + path;
  }
}
