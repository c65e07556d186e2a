package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** A dry run refuses what the command would refuse, in the same words. */
class DryRunTest {

  private static final String LONG = "x".repeat(51);

  private final TestOrgs orgs = TestOrgs.migrated();

  private List<String> before;

  @BeforeEach
  void organizations() {
    orgs.ok("create", "one", "two");
    orgs.ok("members", "add", "one", "ann", "bob", "ann", "cid");
    before = orgs.contents();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete id:77",
        "delete one id:77",
        "delete LONG",
        "delete one id:1",
        "delete one --id 1",
        "members remove id:77 ann",
        "members remove one ann dan",
        "members remove one LONG",
        "members remove one --id 2 --id 77",
        "members remove one --regex (",
        "members remove one --like a\\",
        "members rename id:77 bob bea",
        "members rename one bob LONG",
        "members rename one ann bea",
        "members rename one dan bea",
        "members rename one --id 77 bea",
        "members rename one --id 2 LONG",
        "members rename one --like % --replace b --with LONG",
        "members rename one --like % --replace bob --with=",
        "members rename id:77 --like % --replace b --with c",
        "members rename one --regex ( --replace b --with c",
        "members rename one --like % --replace= --with c",
      })
  void refusesWhatTheCommandRefuses(String line) {
    String[] command = line.replace("LONG", LONG).split(" ");

    Result real = orgs.run(with(command, "--yes"));
    assertThat(real.exit()).isIn(ExitCode.USAGE, ExitCode.NOT_FOUND, ExitCode.CONFLICT);
    assertThat(orgs.contents()).isEqualTo(before);
    assertThat(orgs.run(with(command, "--dry-run"))).isEqualTo(real);
  }

  @Test
  void looksAtNamesBeyondTheRowsItShows() {
    for (int i = 0; i < 20; i++) {
      orgs.ok("members", "add", "one", "n" + i);
    }
    orgs.ok("members", "add", "one", "n".repeat(50));

    Result result =
        orgs.run(
            ("members rename one --like % --replace n --with nn --dry-run --format id").split(" "));

    assertThat(result)
        .isEqualTo(
            new Result(
                ExitCode.USAGE,
                "",
                "orgs: the new name of member 25 ('%s') is 100 characters long; the limit is 50\n"
                        .formatted("n".repeat(50))
                    + "hint: nothing was done\n"));
  }

  private static String[] with(String[] command, String option) {
    List<String> words = new ArrayList<>(Arrays.asList(command));
    words.add(option);
    return words.toArray(String[]::new);
  }
}
