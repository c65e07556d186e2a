package orgs.store;

/** All rows are on one server. */
final class OneServer implements Placement {

  private final Session session;

  OneServer(Session session) {
    this.session = session;
  }

  @Override
  public Session session() {
    return session;
  }

  @Override
  public void readAtOneMoment(Runnable queries) {
    session.transactions().snapshot(queries);
  }
}
