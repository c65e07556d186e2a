package orgs.cli.command;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import orgs.backup.BackupWriter;
import orgs.cli.console.OutputException;
import orgs.cli.rows.OutputTarget;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import orgs.database.migration.Migrations;
import orgs.output.Format;
import orgs.store.Organization;
import orgs.store.OrganizationRef;
import orgs.store.Organizations;

public final class BackupCommand implements Callable<Integer> {

  private final Context context;
  private final Arg<List<String>> organizations;
  private final Arg<Boolean> all;

  public BackupCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description(
            "Write organizations with their members and all ids, as they are at one moment.",
            "The file is JSON Lines with a checksum at its end; orgs restore reads it.")
        .exitCodes(Usage.NO_ORGANIZATION)
        .examples(
            "orgs backup acme -o acme.jsonl", "orgs backup --all --output everything.jsonl.gz");
    organizations = syntax.parameters("ORG", "0..*", "Names, or ids such as id:42.");
    all = syntax.flag("--all", "All organizations.");
  }

  @Override
  public Integer call() {
    if (all.value() == organizations.isGiven()) {
      throw CliException.usage(
          all.value() ? "--all and names can't be combined" : "no organizations named",
          "name organizations, or give --all");
    }
    Format format = context.rows().format();
    if (context.rows().isFormatChosen() && format != Format.JSONL) {
      throw CliException.usage(
          "a backup is JSON Lines, not " + format, "name the file .jsonl or .jsonl.gz");
    }
    if (context.rows().isOnTerminal()) {
      throw CliException.usage(
          "a backup is for a file, not for a terminal", "add -o FILE, such as -o acme.jsonl.gz");
    }
    Organizations store = context.store().organizations();
    List<Organization> some = new ArrayList<>(new LinkedHashSet<>(looked(store)));
    try (OutputTarget output = context.rows().output(false)) {
      BackupWriter writer = new BackupWriter(output.stream(), Migrations.VERSION, Instant.now());
      context
          .messages()
          .waitFor(
              "writing",
              () -> {
                if (all.value()) {
                  store.saveAll(writer);
                } else {
                  store.save(some, writer);
                }
                return null;
              });
      output.complete();
      context.messages().say("saved " + context.messages().count(writer.count(), "member"));
    } catch (UncheckedIOException e) {
      throw new OutputException(e.getCause());
    }
    return ExitCode.OK;
  }

  private List<Organization> looked(Organizations store) {
    return organizations.value().stream().map(OrganizationRef::parse).map(store::get).toList();
  }
}
