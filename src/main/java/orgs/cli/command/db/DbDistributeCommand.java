package orgs.cli.command.db;

import java.util.concurrent.Callable;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.Syntax;
import orgs.database.Database;
import orgs.database.admin.Distribution;

public final class DbDistributeCommand implements Callable<Integer> {

  /** The limit of Citus. */
  private static final int MOST_SHARDS = 64_000;

  private final Context context;
  private final Arg<Long> shards;
  private final Arg<Boolean> undo;
  private final Arg<Boolean> dryRun;

  public DbDistributeCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description(
            "Distribute the members over the nodes of a Citus cluster, in one transaction.",
            "An organization's members are on one shard; every node has all organizations. Nobody"
                + " else can use the tables meanwhile. Done already, it changes nothing.")
        .exitCodes("9:The connection was lost during COMMIT: orgs db status tells the outcome.")
        .examples(
            "orgs db distribute --shards 64 --dry-run",
            "orgs db distribute --echo",
            "orgs db distribute --undo");
    shards =
        syntax.number(
            "--shards",
            "N",
            "How many shards, at the most that many nodes can be used. Default: the server's"
                + " citus.shard_count.");
    undo = syntax.flag("--undo", "Bring the members back to the node that coordinates.");
    dryRun = syntax.flag("--dry-run", "Only check and say what would be done.");
  }

  @Override
  public Integer call() {
    if (undo.value() && shards.isGiven()) {
      throw CliException.usage("--shards and --undo exclude each other", null);
    }
    if (shards.isGiven() && (shards.value() < 1 || shards.value() > MOST_SHARDS)) {
      throw CliException.usage("--shards is a number from 1 to " + MOST_SHARDS, null);
    }
    Database database = context.connection().database();
    if (undo.value()) {
      Distribution.Result result =
          context
              .store()
              .transactionOn(
                  connection -> new Distribution(database, connection).undo(dryRun.value()));
      context
          .messages()
          .say(
              result.changed()
                  ? would("be brought back", "were brought back")
                      + " from "
                      + result.shards()
                      + " shards"
                  : "members are not distributed");
    } else {
      int wanted = shards.isGiven() ? shards.value().intValue() : 0;
      Distribution.Result result =
          context
              .store()
              .transactionOn(
                  connection ->
                      new Distribution(database, connection).distribute(wanted, dryRun.value()));
      String where = " in " + result.shards() + " shards over " + result.nodes() + " nodes";
      context
          .messages()
          .say(
              result.changed()
                  ? would("be distributed", "were distributed") + where
                  : "members are distributed already," + where);
    }
    return ExitCode.OK;
  }

  private String would(String be, String were) {
    return "members " + (dryRun.value() ? "would " + be : were);
  }
}
