package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.OrgsProcess;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** Arguments are bytes, and Java's strings are what it makes of them. */
class ArgumentBytesTest {

  private static final String HINT =
      "hint: nothing was done; names and values are UTF-8, whatever the locale\n";

  private final TestOrgs orgs = TestOrgs.migrated();

  @BeforeEach
  void procIsThere() {
    assumeTrue(Files.exists(Path.of("/proc/self/cmdline")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create \"$(printf 'bad\\377')\"",
        "create \"$(printf '\\303')\"",
        "create \"$(printf 'caf\\351')\" good",
        "create \"$(printf '\\355\\240\\200')\"",
        "-q \"--schema=$(printf '\\377')\" create good",
        "create good -o \"$(printf '\\377')\"",
      })
  void whatIsNotUtf8IsRefused(String words) throws Exception {
    for (String locale : new String[] {"C.UTF-8", "C"}) {
      orgs.environment().put("LC_ALL", locale);
      try (OrgsProcess process = OrgsProcess.startByShell(orgs, words)) {
        assertThat(process.exit()).as(process.err()).isEqualTo(ExitCode.USAGE);
        assertThat(process.err()).matches("orgs: argument [234] is not valid UTF-8\n" + HINT);
      }
    }
    assertThat(orgs.contents()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"C.UTF-8", "C", "POSIX"})
  void everythingElseIsKept(String locale) throws Exception {
    String names = "\u00e9 \ufffd\ud83d\udc80 \ud83d\udc80";
    orgs.environment().put("LC_ALL", locale);
    // By octal numbers: this process's own locale may lack the characters.
    String words =
        "create \"$(printf '\\303\\251')\" \"$(printf '\\357\\277\\275\\360\\237\\222\\200')\""
            + " \"$(printf '\\360\\237\\222\\200')\"";
    try (OrgsProcess process = OrgsProcess.startByShell(orgs, words)) {
      assertThat(process.exit()).as(process.err()).isZero();
    }
    assertThat(orgs.query("SELECT org_name FROM organizations ORDER BY org_id"))
        .containsExactly(names.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--format=json", "--format=jsonl"})
  void scriptsGetAnObject(String format) {
    Result result = orgs.run("create", "a\udcff", format);

    assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err())
        .startsWith("{\"code\":2,\"message\":\"argument 2 is not valid UTF-8\"");
  }
}
