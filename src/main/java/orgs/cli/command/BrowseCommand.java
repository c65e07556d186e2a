package orgs.cli.command;

import java.util.concurrent.Callable;
import orgs.cli.browse.Browser;
import orgs.cli.rows.Columns;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import orgs.output.Format;
import orgs.store.Organization;
import orgs.store.OrganizationRef;

public final class BrowseCommand implements Callable<Integer> {

  private final Context context;
  private final Arg<String> organization;

  public BrowseCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description(
            "Search members or organizations as you type, on a full screen; what is marked or"
                + " chosen there is printed.",
            "The screen is the terminal's even if the output goes to a pipe or a file. Press ? in it"
                + " for the keys.")
        .exitCodes("2:There is no terminal.", Usage.NO_ORGANIZATION, "130:Left by Ctrl-C.")
        .examples("orgs browse", "orgs browse acme");
    organization =
        syntax.optionalParameter(
            "ORG",
            "Show the members of this organization: its name, or an id such as id:42. Default: all"
                + " organizations.");
  }

  @Override
  public Integer call() {
    if (context.globals().noInput.value()) {
      throw CliException.usage(
          "browse needs somebody at the terminal", "use members list or find instead");
    }
    if (context.globals().echo.value() && context.console().errTerminal()) {
      throw CliException.usage(
          "--echo would write on the screen", "send it elsewhere: orgs browse --echo 2>FILE");
    }
    context.rows().requireFormatFor(Columns.MEMBER);
    String named = organization.value();
    Organization first =
        named == null ? null : context.store().organizations().get(OrganizationRef.parse(named));
    Browser.Choice choice = new Browser(context, first).run();
    if (choice.interrupted()) {
      return ExitCode.INTERRUPTED;
    }
    if (!choice.rows().isEmpty() || context.rows().format() != Format.TABLE) {
      context
          .rows()
          .print(
              choice.columns(),
              rows -> choice.rows().forEach(row -> rows.add(row.id(), row.name())));
    }
    return ExitCode.OK;
  }
}
