package orgs.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** A few organizations, always the same ones, and files for commands on them. */
final class World {

  /** The lines of a script, each a transaction of its own unless it is run in one. */
  static final List<String> SCRIPT =
      List.of(
          "create one --member a",
          "members add acme x",
          "delete globex --yes",
          "members move acme ann --to one --yes",
          "rename one two");

  private static final Pattern FILE = Pattern.compile("\\{([a-z]+)}");

  private static final String CONTENTS =
      """
      TRUNCATE organizations, members RESTART IDENTITY;
      INSERT INTO organizations (org_name) VALUES ('acme'), ('globex'), ('empty');
      INSERT INTO members (org_id, member_name) VALUES
       (1, 'ann'), (1, 'bob'), (1, 'bob'), (1, 'cid'), (2, 'ann'), (2, 'dan')
      """;

  final TestOrgs orgs;
  private final Path folder;

  World(Path folder) {
    this(folder, TestOrgs.migrated());
  }

  World(Path folder, TestOrgs orgs) {
    this.folder = folder;
    this.orgs = orgs;
    write("names", "ann\nbob\neve\nfay\n");
    write("all", "org,member\nacme,ann\nacme,zoe\nother,gil\n");
    write("script", String.join("\n", SCRIPT) + "\n");
    orgs.execute(
        "INSERT INTO organizations VALUES (901, 'gone');"
            + " INSERT INTO members VALUES (901, 902, 'ann'), (901, 903, 'bob')");
    orgs.ok("backup", "gone", "-o", file("saved").toString());
  }

  /** Everything as it was at first. */
  void reset() {
    orgs.execute(CONTENTS);
    // A client that was killed has left its draft.
    List<Path> files = new ArrayList<>(drafts());
    files.addAll(List.of(file("output"), file("backup")));
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Files that were begun and not finished. */
  List<Path> drafts() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith(".orgs-")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The words of a command. */
  String[] words(String line) {
    Matcher files = FILE.matcher(line);
    return files
        .replaceAll(match -> Matcher.quoteReplacement(file(match.group(1)).toString()))
        .split(" ");
  }

  /** Who has the same organizations, and other files to write. */
  World somebodyElse(Path otherFolder) {
    reset();
    return new World(otherFolder, orgs.somebodyElse());
  }

  Result run(String line) {
    return orgs.run(words(line));
  }

  /** Organizations and members with their ids. */
  List<String> contents() {
    return orgs.query(
        "SELECT org_id, org_name, member_id, member_name FROM organizations"
            + " LEFT JOIN members USING (org_id) ORDER BY org_name, member_id");
  }

  /** What a script's lines lead to: before the first, after the first, and so on. */
  List<List<String>> states(List<String> lines) {
    List<List<String>> states = new ArrayList<>();
    reset();
    states.add(contents());
    for (String line : lines) {
      run(line);
      states.add(contents());
    }
    return states;
  }

  Path file(String name) {
    return folder.resolve(
        switch (name) {
          case "all" -> "all.csv";
          case "saved", "backup" -> name + ".jsonl";
          case "output" -> "output.jsonl";
          default -> name + ".txt";
        });
  }

  private void write(String name, String content) {
    try {
      Files.writeString(file(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
