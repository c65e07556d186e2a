package orgs.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "completion",
    description = {
      "Print a shell's completion of commands, options and organizations.",
      "To have it in every shell, add to ~/.bashrc: eval \"$(orgs completion bash)\""
          + " - to ~/.zshrc: source <(orgs completion zsh)"
          + " - to ~/.config/fish/config.fish: orgs completion fish | source."
    },
    footer = {"  orgs completion bash", "  orgs completion fish"})
final class CompletionCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  Shell shell;

  CompletionCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    try (InputStream stub =
        CompletionCommand.class.getResourceAsStream("completion." + shell.name())) {
      context.copy(stub::transferTo);
    }
    return ExitCode.OK;
  }
}
