package orgs.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;

final class CompletionCommand implements Callable<Integer> {

  private final Context context;
  private final Arg<Shell> shell;

  CompletionCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .name("completion")
        .description(
            "Print a shell's completion of commands, options and organizations.",
            "To have it in every shell, add to ~/.bashrc: eval \"$(orgs completion bash)\""
                + " - to ~/.zshrc: source <(orgs completion zsh)"
                + " - to ~/.config/fish/config.fish: orgs completion fish | source.")
        .examples("orgs completion bash", "orgs completion fish");
    shell = syntax.parameter("SHELL", Shell.class, "bash, zsh or fish.");
  }

  @Override
  public Integer call() throws IOException {
    try (InputStream stub =
        CompletionCommand.class.getResourceAsStream("completion." + shell.value().name())) {
      context.copy(stub::transferTo);
    }
    return ExitCode.OK;
  }
}
