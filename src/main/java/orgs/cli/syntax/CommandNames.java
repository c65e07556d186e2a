package orgs.cli.syntax;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The names of all commands, in the order of the help; known without creating a command. The root
 * of the commands has them, as its user object.
 */
public final class CommandNames {

  /** The group of the commands that are in no group. */
  public static final String TOP = "";

  /** Commands that can't be undone or stop what others use; a wrong guess must not suggest one. */
  private static final Set<String> DESTRUCTIVE =
      Set.of("delete", "remove", "rm", "merge", "sync", "reset", "drop", "stop", "rollback");

  /** The name of each command and its aliases, by its group and its name. */
  private final Map<String, Map<String, List<String>>> groups = new LinkedHashMap<>();

  /** Adds a command at the end of its group. */
  public void add(String group, String name, String... aliases) {
    Map<String, List<String>> commands = groups.get(group);
    if (commands == null) {
      commands = new LinkedHashMap<>();
      groups.put(group, commands);
    }
    List<String> names = new ArrayList<>(List.of(aliases));
    names.add(name);
    commands.put(name, names);
  }

  /** Returns the names for the root that this command is below. */
  public static CommandNames of(CommandSpec command) {
    return (CommandNames) command.root().userObject();
  }

  /** Returns those of these commands that may be suggested. */
  public static List<String> harmless(List<String> names) {
    return names.stream().filter(name -> !DESTRUCTIVE.contains(name)).toList();
  }

  /** Whether these arguments look like those of a command that works with organizations. */
  public boolean needsStore(List<String> arguments) {
    return hasAny(TOP, arguments)
        && !arguments.contains("db")
        && !arguments.contains("completion")
        && !arguments.contains("--help")
        && !arguments.contains("-?")
        && !arguments.get(0).equals("help");
  }

  /** Whether one of these words is a name of this command. */
  public boolean isNamed(String group, String name, List<String> words) {
    return !Collections.disjoint(groups.get(group).get(name), words);
  }

  /** Whether one of these words is a name of a command in this group. */
  public boolean hasAny(String group, List<String> words) {
    for (String name : groups.get(group).keySet()) {
      if (isNamed(group, name, words)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the names of the commands below this one, whether they have been created or not. */
  public List<String> below(CommandSpec command) {
    if (command.parent() == null) {
      // The shell has some of its own.
      return Stream.concat(
              groups.get(TOP).keySet().stream(), command.subcommands().keySet().stream())
          .distinct()
          .toList();
    }
    return List.copyOf(groups.getOrDefault(command.name(), Map.of()).keySet());
  }

  /** Returns the harmless commands of this name in groups: {@code add} is {@code members add}. */
  public List<String> inGroups(String name) {
    List<String> found = new ArrayList<>();
    for (String group : groups.keySet()) {
      if (!group.equals(TOP) && hasAny(group, List.of(name)) && !DESTRUCTIVE.contains(name)) {
        found.add(group + " " + name);
      }
    }
    return found;
  }
}
