package orgs.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;
import orgs.cli.completion.Shell;
import orgs.cli.console.OutputException;
import orgs.cli.rows.OutputTarget;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.Syntax;

public final class CompletionCommand implements Callable<Integer> {

  private final Context context;
  private final Arg<Shell> shell;

  public CompletionCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description(
            "Print the completion script for a shell.",
            "It completes commands, options and organizations. To enable it in every shell,"
                + " add to ~/.bashrc: eval \"$(orgs completion bash)\" - to ~/.zshrc: source"
                + " <(orgs completion zsh) - to ~/.config/fish/config.fish: orgs completion fish |"
                + " source.")
        .examples("orgs completion bash", "orgs completion fish");
    shell = syntax.choiceParameter("SHELL", Shell.class, "bash, zsh or fish.");
  }

  @Override
  public Integer call() {
    try (InputStream stub = Shell.class.getResourceAsStream("completion." + shell.value().name());
        OutputTarget output = context.rows().output(false)) {
      stub.transferTo(output.stream());
      output.complete();
    } catch (IOException e) {
      throw new OutputException(e);
    }
    return ExitCode.OK;
  }
}
