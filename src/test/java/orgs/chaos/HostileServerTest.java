package orgs.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static orgs.testing.HostileServer.columns;
import static orgs.testing.HostileServer.header;
import static orgs.testing.HostileServer.message;
import static orgs.testing.HostileServer.row;
import static orgs.testing.HostileServer.text;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import orgs.cli.Cli;
import orgs.cli.console.Console;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Effort;
import orgs.testing.Eventually;
import orgs.testing.HostileServer;
import orgs.testing.HostileServer.Answer;
import orgs.testing.Randomized;

/** A server that doesn't mean well, or isn't one: a lost connection, whatever it sends. */
@Randomized
class HostileServerTest {

  /** Seconds. A login that never ends is waited for as long as that. */
  private static final String ENOUGH_FOR_NO_LOGIN = "5";

  private static final String ENOUGH_FOR_LOGIN = "120";

  private static final int HUGE = Integer.MAX_VALUE;

  /** One that reads by a cursor or COPY, one that counts, some that write. */
  private static final List<String> COMMANDS =
      List.of(
          "list",
          "show acme",
          "members list acme --prefix a",
          "members count",
          "create acme --member ann",
          "members add acme ann",
          "delete acme --yes",
          "export");

  private static final Map<String, Answer> ANSWERS = new LinkedHashMap<>();

  static {
    ANSWERS.put("nothing", out -> {});
    ANSWERS.put("HTTP", out -> out.writeBytes("HTTP/1.1 400 Bad Request\r\n\r\n"));
    ANSWERS.put("unknown type", out -> message(out, '?', 1, 2));
    ANSWERS.put("negative length", out -> header(out, 'D', -5));
    ANSWERS.put("length of no length", out -> header(out, 'C', 3));
    ANSWERS.put("minimal length", out -> header(out, 'T', Integer.MIN_VALUE));
    for (char type : "RSKZTDCENHGWdVAvt".toCharArray()) {
      ANSWERS.put("huge " + type, out -> header(out, type, HUGE));
      ANSWERS.put("empty " + type, out -> header(out, type, Integer.BYTES));
    }
    ANSWERS.put("unknown login", out -> message(out, 'R', 0, 0, 0, 99));
    ANSWERS.put("row with many fields", out -> message(out, 'D', 0x7f, 0xff));
    ANSWERS.put("row with a huge field", out -> message(out, 'D', 0, 1, 0x7f, 0xff, 0xff, 0xff));
    ANSWERS.put("row with a negative field", out -> message(out, 'D', 0, 1, 0xff, 0, 0, 0));
    ANSWERS.put("many columns", out -> message(out, 'T', 0xff, 0xff));
    ANSWERS.put("error without end", out -> text(out, 'E', "SERROR\0C"));
    ANSWERS.put("state that isn't one", out -> message(out, 'Z', 'x'));
    for (char type : "123nscI".toCharArray()) {
      ANSWERS.put("out of order " + type, out -> message(out, type));
    }
    ANSWERS.put("done with nothing", out -> text(out, 'C', "SELECT x\0"));
    ANSWERS.put("ready at once", out -> message(out, 'Z', 'I'));
    ANSWERS.put("rows without columns", out -> row(out, "1", "a"));
    ANSWERS.put("copies without COPY", out -> text(out, 'd', "1\ta\n"));
    for (String garbage :
        new String[] {"", "\n", "a\n", "x\ty\n", "1\ta", "1\ta\tb\tc\td\n", "\\"}) {
      ANSWERS.put(
          "garbage in COPY: " + garbage,
          out -> {
            message(out, 'H', 0, 0, 2, 0, 0, 0, 0);
            text(out, 'd', garbage);
          });
    }
    ANSWERS.put(
        "garbage rows",
        out -> {
          begin(out);
          columns(out, "a", "b");
          row(out, "x", null);
          text(out, 'C', "SELECT 1\0");
          message(out, 'Z', 'T');
        });
    ANSWERS.put(
        "too few columns",
        out -> {
          begin(out);
          columns(out, "a");
          row(out, "x");
          text(out, 'C', "SELECT 1\0");
          message(out, 'Z', 'T');
        });
    ANSWERS.put(
        "bound and nothing else",
        out -> {
          begin(out);
          message(out, 'Z', 'T');
        });
    ANSWERS.put(
        "endless rows",
        out -> {
          begin(out);
          columns(out, "a", "b");
          endless(() -> row(out, "1", "a"));
        });
    ANSWERS.put(
        "endless notices", out -> endless(() -> text(out, 'N', "SNOTICE\0C00000\0Mno end\0\0")));
    ANSWERS.put("endless settings", out -> endless(() -> text(out, 'S', "a\0b\0")));
    ANSWERS.put("endless columns", out -> endless(() -> columns(out, "a")));
    ANSWERS.put("endless notifications", out -> endless(() -> text(out, 'A', "\0\0\0\1a\0b\0")));
    ANSWERS.put("endless logins", out -> endless(() -> message(out, 'R', 0, 0, 0, 0)));
  }

  private record Attack(String name, Answer answer, int question, String command) {
    @Override
    public String toString() {
      return name + " to question " + question + " of " + command;
    }
  }

  /** Some of all of them, others in each build. */
  static List<Attack> attacks() {
    List<Attack> all = new ArrayList<>();
    ANSWERS.forEach(
        (name, answer) -> {
          for (int question = 0; question <= 2; question++) {
            for (String command : COMMANDS) {
              all.add(new Attack(name, answer, question, command));
            }
          }
        });
    Collections.shuffle(all, new Random(Effort.seed()));
    return all.subList(0, Math.min(all.size(), Effort.of("attacks", 40)));
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void isALostConnection(Attack attack) throws IOException {
    try (HostileServer server = new HostileServer(attack.question(), attack.answer())) {
      assertTimeoutPreemptively(Eventually.LONGEST, () -> tryOut(server, attack));
    }
  }

  private static void tryOut(HostileServer server, Attack attack) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        Console.of(
            new ByteArrayInputStream(new byte[0]),
            new ByteArrayOutputStream(),
            err,
            Map.of(
                "ORGS_DATABASE_URL",
                server.url(),
                "HOME",
                "/nowhere",
                "PGCONNECT_TIMEOUT",
                attack.question() == 0 ? ENOUGH_FOR_NO_LOGIN : ENOUGH_FOR_LOGIN),
            "000",
            "80");
    int exit = new Cli(console).run(attack.command().split(" "));
    String told = err.toString(StandardCharsets.UTF_8);

    // It may be slower than the client is patient.
    Eventually.that("an answer; " + told, () -> server.answers() > 0);
    assertThat(told).doesNotContain("unexpected ", "\tat ", "Exception");
    if (attack.question() > 1 || exit != ExitCode.SCHEMA) {
      // A version of another tool's schema may be any text.
      assertThat(exit).as(told).isIn(ExitCode.UNREACHABLE, ExitCode.UNKNOWN_OUTCOME);
    }
  }

  private static void begin(DataOutputStream out) throws IOException {
    message(out, '1');
    message(out, '2');
  }

  private static void endless(Part part) throws IOException {
    while (true) {
      part.write();
    }
  }

  private interface Part {
    void write() throws IOException;
  }
}
