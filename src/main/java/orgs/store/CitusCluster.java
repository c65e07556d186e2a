package orgs.store;

/**
 * Members are distributed over the nodes of a Citus cluster, and each node has a copy of all
 * organizations. The session is one of the coordinator.
 */
final class CitusCluster implements Placement {

  private final Session session;

  CitusCluster(Session session) {
    this.session = session;
  }

  @Override
  public Session session() {
    return session;
  }

  @Override
  public void readAtOneMoment(Runnable queries) {
    session
        .transactions()
        .read(
            () -> {
              ClusterMoment.take(session);
              queries.run();
            });
  }
}
