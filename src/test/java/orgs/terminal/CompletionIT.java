package orgs.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import orgs.testing.Programs;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** The completion in the shells themselves, at a terminal, by the tab key. */
class CompletionIT {

  /** How each shell is started without anybody's settings, and loads the completion. */
  enum Shell {
    bash("bash --noprofile --norc", "eval \"$(orgs completion bash)\""),
    zsh("zsh -f", "autoload -Uz compinit && compinit -i -D && source <(orgs completion zsh)"),
    fish("fish --no-config", "orgs completion fish | source");

    final String program;
    final String load;

    Shell(String program, String load) {
      this.program = program;
      this.load = load;
    }
  }

  @TempDir Path home;

  @ParameterizedTest
  @EnumSource
  void loadsWithoutWarning(Shell shell) throws IOException {
    assumeTrue(Programs.runs(shell.name(), "-c", "true"), "no " + shell + " here");
    Map<String, String> environment = Terminal.environment(TestOrgs.unmigrated(), home);
    environment.put("LOAD", shell.load + " && echo loaded");

    Result result = Programs.run(environment, shell.program + " -c \"$LOAD\"");

    assertThat(result).isEqualTo(Result.ok("loaded\n"));
  }

  @ParameterizedTest
  @EnumSource
  void completesCommandsOptionsValuesAndNames(Shell shell) throws IOException {
    assumeTrue(Programs.runs(shell.name(), "-c", "true"), "no " + shell + " here");
    Terminal.assumeThereIsOne();
    TestOrgs orgs = TestOrgs.migrated();
    orgs.ok("create", "two words", "it's \"quoted\" $HOME & co", "a:b=c");
    Map<String, String> environment = Terminal.environment(orgs, home);

    try (Terminal terminal = new Terminal(200, environment, "exec " + shell.program + " -i")) {
      terminal.type(shell.load + "; echo load''ed\n");
      terminal.await("loaded\n");

      terminal.type("orgs lis\t--counts --format csv\n");
      terminal.await("1,two words,0\n");

      terminal.type("orgs list --coun\t--form\tjsonl --so\tna\t\n");
      terminal.await("{\"org_id\":3,\"org_name\":\"a:b=c\",\"members\":0}");

      terminal.type("orgs show two\t--format csv --count none\n");
      terminal.await("1,two words\n");

      terminal.type("orgs show \"two\t--format json --count none\n");
      terminal.await("{\"org_id\":1,\"org_name\":\"two words\"}");

      terminal.type("orgs show it\t--format tsv --count none\n");
      terminal.await("2\tit's \"quoted\" $HOME & co\n");

      terminal.type("orgs show a:\t--format tsv --count none\n");
      terminal.await("3\ta:b=c\n");

      terminal.type("exit\n");
      assertThat(terminal.exit()).isZero();
    }
  }
}
