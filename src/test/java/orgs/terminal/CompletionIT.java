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

  /** What each shell shows when it reads keys itself; a key before that may be lost. */
  private static final String PROMPT = "ready>";

  /** How each shell is started without anybody's settings, prompts, and loads the completion. */
  enum Shell {
    bash("bash --noprofile --norc", "PS1='rea''dy> '", "eval \"$(orgs completion bash)\""),
    zsh(
        "zsh -f",
        "PROMPT='rea''dy> '",
        "autoload -Uz compinit && compinit -i -D && source <(orgs completion zsh)"),
    fish(
        "fish --no-config",
        "function fish_prompt; echo -n 'rea''dy> '; end",
        "orgs completion fish | source");

    final String program;
    final String prompt;
    final String load;

    Shell(String program, String prompt, String load) {
      this.program = program;
      this.prompt = prompt;
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
      answer(terminal, shell.prompt + "; " + shell.load + "; echo load''ed", "loaded\n");

      answer(terminal, "orgs lis\t--counts --format csv", "1,two words,0\n");
      answer(
          terminal,
          "orgs list --coun\t--form\tjsonl --so\tna\t",
          "{\"org_id\":3,\"org_name\":\"a:b=c\",\"members\":0}");
      answer(terminal, "orgs show two\t--format csv --count none", "1,two words\n");
      answer(
          terminal,
          "orgs show \"two\t--format json --count none",
          "{\"org_id\":1,\"org_name\":\"two words\"}");
      answer(
          terminal, "orgs show it\t--format tsv --count none", "2\tit's \"quoted\" $HOME & co\n");
      answer(terminal, "orgs show a:\t--format tsv --count none", "3\ta:b=c\n");

      terminal.type("exit\n");
      assertThat(terminal.exit()).isZero();
    }
  }

  /** Types a line, and waits for what the command prints and for the prompt after it. */
  private static void answer(Terminal terminal, String line, String expected) throws IOException {
    terminal.type(line + "\n");
    terminal.await(
        shown -> {
          int at = shown.lastIndexOf(expected);
          return at >= 0 && shown.indexOf(PROMPT, at) >= 0;
        },
        expected + " and the prompt");
  }
}
