package orgs.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import orgs.testing.WireProxy.Fault;
import orgs.testing.WireProxy.Message;

/** What a server has to say beside its results while a command is run: its NOTICEs. */
public final class Notices {

  private static final char NOTICE = 'N';

  private Notices() {}

  /**
   * Runs a command that has to succeed, with these settings of its session.
   *
   * @param settings as PGOPTIONS has them
   * @return each notice's message, with its detail on a second line
   */
  public static List<String> of(TestOrgs orgs, String settings, String... words) {
    List<String> notices = Collections.synchronizedList(new ArrayList<>());
    try (WireProxy proxy =
        new WireProxy(
            orgs::serverAddress,
            message -> {
              if (!message.fromClient() && message.type() == NOTICE) {
                notices.add(text(message));
              }
              return false;
            },
            Fault.AFTER,
            () -> {})) {
      orgs.goBy(proxy.port());
      orgs.environment().put("PGOPTIONS", "-c client_min_messages=notice " + settings);
      orgs.ok(words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      orgs.environment().remove("PGOPTIONS");
      orgs.goBy(0);
    }
    return notices;
  }

  /** Its fields are a byte for the kind and a text each. */
  private static String text(Message notice) {
    StringBuilder text = new StringBuilder();
    for (String field : new String(notice.body(), StandardCharsets.UTF_8).split("\0")) {
      if (field.startsWith("M")) {
        text.append(field.substring(1));
      } else if (field.startsWith("D")) {
        text.append('\n').append(field.substring(1));
      }
    }
    return text.toString();
  }
}
