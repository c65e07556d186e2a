package orgs.chaos;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.chaos.Act.Outcome;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Effort;
import orgs.testing.JsonRows;
import orgs.testing.Randomized;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/**
 * Random commands on random names against a model: exit codes, rows, and what is there in the end.
 * A sequence that fails is made as short as it can be.
 */
@Randomized
@Order(1)
class RandomCommandsTest {

  private static final int LONGEST_SEQUENCE = 30;

  private static final List<String> IDS = List.of("org_id", "member_id");

  /** How the commands of a sequence are run. */
  private enum Way {
    ONE_BY_ONE,
    SCRIPT,
    SINGLE_TRANSACTION
  }

  /** A connection for each command takes longer. */
  private static final List<Way> WAYS =
      List.of(Way.ONE_BY_ONE, Way.SCRIPT, Way.SCRIPT, Way.SCRIPT, Way.SINGLE_TRANSACTION);

  private final long seed = Effort.seed();
  private final Map<Integer, Integer> codes = new TreeMap<>();
  private final TestOrgs orgs = TestOrgs.migrated();

  @TempDir Path folder;

  @Test
  void commandsDoWhatTheModelDoes() throws IOException {
    orgs.environment().put("ORGS_ERROR_FORMAT", "json");
    int count = Effort.of("commands", 500);
    Random random = new Random(seed);
    int done = 0;
    int sequences = 0;
    while (done < count) {
      Way way = WAYS.get(random.nextInt(WAYS.size()));
      Acts acts = new Acts(random, way == Way.ONE_BY_ONE);
      List<Act> sequence = new ArrayList<>();
      for (int i = 1 + random.nextInt(LONGEST_SEQUENCE); i > 0; i--) {
        sequence.add(acts.next());
      }
      String problem = run(sequence, way);
      if (problem != null) {
        throw new AssertionError(report(shortened(sequence, way), way));
      }
      done += sequence.size();
      sequences++;
    }
    Effort.figure(
        "random commands: %d in %d sequences, exit codes %s, seed %d"
            .formatted(done, sequences, codes, seed));
  }

  /** Leaves out what can be left out while it still fails. */
  private List<Act> shortened(List<Act> sequence, Way way) throws IOException {
    List<Act> shortest = sequence;
    for (int size = sequence.size() / 2; size > 0; size = size == 1 ? 0 : (size + 1) / 2) {
      for (int from = 0; from < shortest.size(); ) {
        List<Act> without = new ArrayList<>(shortest);
        without.subList(from, Math.min(from + size, without.size())).clear();
        if (run(without, way) == null) {
          from += size;
        } else {
          shortest = without;
        }
      }
    }
    return shortest;
  }

  private String report(List<Act> sequence, Way way) throws IOException {
    StringBuilder report = new StringBuilder("seed " + seed + ", " + way + ":\n");
    for (Act act : sequence) {
      report.append(act.line("file"));
      if (act.file() != null) {
        report.append("   file: ").append(json(act.file()));
      }
      report.append('\n');
    }
    return report + run(sequence, way);
  }

  /** Runs it on nothing; returns what is wrong, or null. */
  private String run(List<Act> sequence, Way way) throws IOException {
    orgs.execute("TRUNCATE organizations, members RESTART IDENTITY");
    Model model = new Model();
    String problem =
        way == Way.ONE_BY_ONE ? oneByOne(sequence, model) : script(sequence, model, way);
    if (problem != null) {
      return problem;
    }
    String contents = difference("contents", model.contents(), contents());
    return contents != null
        ? contents
        : difference("ids", List.of(model.everybody()), List.of(everybody()));
  }

  private String oneByOne(List<Act> sequence, Model model) throws IOException {
    for (Act act : sequence) {
      Outcome expected = act.effect().on(model);
      String path = write(act, 0);
      List<String> words = new ArrayList<>(List.of("--format", "jsonl"));
      act.words().forEach(word -> words.add(word.equals(Act.FILE) ? path : word));
      Result result = orgs.run(words.toArray(String[]::new));
      codes.merge(result.exit(), 1, Integer::sum);
      if (!expected.allows(result.exit())) {
        return act.line(path) + ": expected exit code " + expected.exit() + ": " + result;
      }
      String rows = differenceOfRows(act.line(path), expected, rows(result.out()));
      if (rows != null) {
        return rows;
      }
    }
    return null;
  }

  private String script(List<Act> sequence, Model model, Way way) throws IOException {
    boolean atOnce = way == Way.SINGLE_TRANSACTION;
    StringBuilder script = new StringBuilder();
    List<Outcome> expected = new ArrayList<>();
    Model work = model.copy();
    Outcome failure = Outcome.done();
    for (int i = 0; i < sequence.size(); i++) {
      script.append(sequence.get(i).line(write(sequence.get(i), i))).append('\n');
      if (!atOnce || failure.exit() == 0) {
        Outcome outcome = sequence.get(i).effect().on(work);
        expected.add(outcome);
        failure = failure.exit() == 0 ? outcome : failure;
      }
    }
    if (!atOnce || failure.exit() == 0) {
      model.organizations.addAll(work.organizations);
    }
    Result result =
        orgs.runWithInput(
            script.toString(),
            "run",
            "-",
            "--format=jsonl",
            atOnce ? "--single-transaction" : "--keep-going");
    if (!failure.allows(result.exit())) {
      return "expected exit code " + failure.exit() + ": " + result;
    }
    List<List<String>> rows = rows(result.out());
    boolean undone = atOnce && result.exit() != 0;
    int at = 0;
    Map<Integer, Integer> told = errors(result.err());
    for (int i = 0; i < expected.size(); i++) {
      Outcome outcome = expected.get(i);
      int code = told.getOrDefault(i + 1, 0);
      codes.merge(outcome.exit(), 1, Integer::sum);
      boolean silent = outcome.exit() == 0 || outcome.exit() == ExitCode.DIFFERENT;
      if (silent ? code != 0 : !outcome.allows(code)) {
        return "line " + (i + 1) + ": expected exit code " + outcome.exit() + ": " + result;
      }
      if (undone) {
        continue; // Its rows were not sent.
      }
      if (outcome.rows() == null) {
        return null; // How many rows belong to it isn't known.
      }
      int end = Math.min(rows.size(), at + outcome.rows().size());
      String problem = differenceOfRows("line " + (i + 1), outcome, rows.subList(at, end));
      if (problem != null) {
        return problem;
      }
      at = end;
    }
    return at == rows.size() ? null : "rows that nobody expected: " + rows.subList(at, rows.size());
  }

  private String write(Act act, int number) throws IOException {
    Path file = folder.resolve("names" + number + ".jsonl");
    if (act.file() != null) {
      Files.writeString(file, json(act.file()));
    }
    return file.toString();
  }

  private static String json(List<String> names) {
    return names.stream().map(JsonRows::string).collect(Collectors.joining("\n"));
  }

  private static String differenceOfRows(String what, Outcome expected, List<List<String>> actual) {
    if (expected.rows() == null) {
      return null;
    }
    return expected.ordered()
        ? difference(what, expected.rows(), actual)
        : difference(what, sorted(expected.rows()), sorted(actual));
  }

  private static List<List<String>> sorted(List<List<String>> rows) {
    return rows.stream().sorted(Comparator.comparing(List::toString)).toList();
  }

  private static String difference(
      String what, List<List<String>> expected, List<List<String>> actual) {
    return expected.equals(actual)
        ? null
        : what + ":\nexpected " + expected + "\nbut was  " + actual;
  }

  /** Rows of JSON Lines without ids. */
  private static List<List<String>> rows(String out) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(out)) {
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        List<String> row = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          boolean id = IDS.contains(parser.getText());
          parser.nextToken();
          if (!id) {
            row.add(parser.getText());
          }
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /** The exit codes of lines that failed. */
  private static Map<Integer, Integer> errors(String err) throws IOException {
    Map<Integer, Integer> codes = new TreeMap<>();
    for (String line : err.lines().filter(text -> text.startsWith("{")).toList()) {
      int code = 0;
      try (JsonParser parser = new JsonFactory().createParser(line)) {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.getText();
          parser.nextToken();
          if (name.equals("code")) {
            code = parser.getIntValue();
          } else if (name.equals("line")) {
            codes.put(parser.getIntValue(), code);
          }
        }
      }
    }
    return codes;
  }

  private List<List<String>> contents() {
    Map<Long, List<String>> contents = new TreeMap<>();
    for (List<String> row :
        table(
            "SELECT org_id, org_name, member_name FROM organizations LEFT JOIN members"
                + " USING (org_id) ORDER BY org_id, member_id")) {
      List<String> organization =
          contents.computeIfAbsent(
              Long.valueOf(row.get(0)), id -> new ArrayList<>(List.of(row.get(1))));
      if (row.get(2) != null) {
        organization.add(row.get(2));
      }
    }
    return List.copyOf(contents.values());
  }

  private List<String> everybody() {
    return table("SELECT member_name FROM members ORDER BY member_id").stream()
        .map(row -> row.get(0))
        .toList();
  }

  private List<List<String>> table(String sql) {
    return orgs.table(sql);
  }
}
