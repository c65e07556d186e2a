package orgs.chaos;

import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import orgs.testing.Eventually;
import orgs.testing.Result;
import orgs.testing.WireProxy;
import orgs.testing.WireProxy.Fault;

/**
 * Two commands, one of which ran between two messages of the other, or until it waited for a lock.
 *
 * @param held the result of the command that was held
 * @param between the result of the command that ran meanwhile
 * @param waited whether that one had to wait for a lock
 */
record Interleaving(Result held, Result between, boolean waited) {

  /**
   * Runs two commands on the same schema, which are at their beginnings.
   *
   * @param place the number of the held command's message after which the other command runs
   */
  static Interleaving run(World world, String held, World other, String between, int place)
      throws Exception {
    FutureTask<Result> second = new FutureTask<>(() -> other.run(between));
    AtomicBoolean waits = new AtomicBoolean();
    Result first;
    try (WireProxy proxy =
        new WireProxy(
            world.orgs::serverAddress,
            message -> {
              if (message.number() == place) {
                new Thread(second).start();
                Eventually.that(
                    "it ends or waits",
                    () -> {
                      waits.set(world.orgs.waitingForLocks() > 0);
                      return waits.get() || second.isDone();
                    });
              }
              return false;
            },
            Fault.AFTER,
            () -> {})) {
      world.orgs.goBy(proxy.port());
      first = world.run(held);
    } finally {
      world.orgs.goBy(0);
    }
    // The proxy may be gone before it has seen the goodbye.
    second.run();
    return new Interleaving(first, second.get(), waits.get());
  }
}
