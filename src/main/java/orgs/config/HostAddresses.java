package orgs.config;

import static orgs.config.DatabaseException.usage;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** libpq's {@code hostaddr}: an address for each host, so that no name is looked up. */
public final class HostAddresses {

  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?=\\d)|$)){4}");

  static final Values VALUES =
      Values.that(HostAddresses::areValid, "IP addresses; a name goes to the host");

  private HostAddresses() {}

  /** Splits the list; null or empty is none. */
  static String[] read(String list) {
    return list == null || list.isEmpty() ? new String[0] : list.split(",", -1);
  }

  private static boolean areValid(String list) {
    return Arrays.stream(read(list)).allMatch(address -> address.isEmpty() || isValid(address));
  }

  private static boolean isValid(String address) {
    try {
      parse(address);
      return true;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Refuses a list of addresses that isn't as long as that of the hosts, as libpq does. */
  static void requireSameCount(String[] addresses, String[] hosts) {
    if (addresses.length > 0 && addresses.length != hosts.length) {
      throw usage(
          "the number of addresses in hostaddr is not that of the hosts",
          "give an address for each host, or none");
    }
  }

  /**
   * Reads an address; nothing is looked up.
   *
   * @throws UnknownHostException when it isn't an address
   */
  public static InetAddress parse(String address) throws UnknownHostException {
    // Java would look up a text that is neither kind of address.
    if (address.indexOf(':') < 0 && !IPV4.matcher(address).matches()) {
      throw new UnknownHostException(address);
    }
    return InetAddress.getByName(address);
  }
}
