package orgs.server;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import orgs.config.DatabaseException;

/**
 * The user who runs the server: the current one, except for root, which PostgreSQL refuses.
 *
 * @param uid the user that owns the data directory, as this process sees it
 * @param prefix the words before a program's name that run it as that user
 */
record ServerUser(long uid, List<String> prefix) {
  static final long ROOT = 0;
  static final long NOBODY = 65534;

  /** In a user namespace of its own root is nobody, and still owns its files. */
  private static final ServerUser ROOT_IN_NAMESPACE =
      new ServerUser(ROOT, List.of("unshare", "--user"));

  /** Where containers forbid that: another user, who may pass through root's directories. */
  private static final ServerUser NOBODY_WITH_ACCESS =
      new ServerUser(
          NOBODY,
          List.of(
              "setpriv",
              "--reuid=" + NOBODY,
              "--regid=" + NOBODY,
              "--clear-groups",
              "--securebits=+no_setuid_fixup", // or access(2), with which initdb looks, ignores it
              "--inh-caps=-all,+dac_override",
              "--ambient-caps=-all,+dac_override"));

  /**
   * The first way that works here.
   *
   * @throws DatabaseException (LOCAL) when none does
   */
  static ServerUser current() {
    long uid = new UnixSystem().getUid();
    if (uid != ROOT) {
      return new ServerUser(uid, List.of());
    }
    return List.of(ROOT_IN_NAMESPACE, NOBODY_WITH_ACCESS).stream()
        .filter(ServerUser::works)
        .findFirst()
        .orElseThrow(
            () ->
                DatabaseException.local(
                    "PostgreSQL doesn't run as root, and neither unshare nor setpriv works here",
                    "run orgs as an ordinary user, or name a server with --dbname"));
  }

  /**
   * The user who can stop the server of a data directory, which root may have created in the other
   * way.
   */
  static ServerUser owning(long owner) {
    ServerUser current = current();
    return current.equals(ROOT_IN_NAMESPACE) && owner == NOBODY ? NOBODY_WITH_ACCESS : current;
  }

  private boolean works() {
    List<String> command = new ArrayList<>(prefix);
    command.add("true");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
