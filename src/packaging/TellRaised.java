import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * Puts the hashes of a raised jar into a CycloneDX bill of materials, in place of its artifact's:
 * who compares the bill with what is shipped finds them equal.
 *
 * <p>Run by the build, from source. Usage: TellRaised BILL.json ARTIFACT.jar RAISED.jar
 */
final class TellRaised {

  private static final List<String> ALGORITHMS =
      List.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512", "SHA3-256", "SHA3-384", "SHA3-512");

  private static final String PEDIGREE =
      "\"pedigree\" : { \"notes\" : \"class files raised to the version of Java 8\" },\n      ";

  private TellRaised() {}

  public static void main(String[] args) throws IOException, GeneralSecurityException {
    Path file = Path.of(args[0]);
    if (Files.notExists(file)) {
      return; // Without a network there is none.
    }
    byte[] artifact = Files.readAllBytes(Path.of(args[1]));
    byte[] raised = Files.readAllBytes(Path.of(args[2]));
    String bill = Files.readString(file);
    if (bill.contains(hash("SHA-256", raised))) {
      return; // The bill is of a former build, which did it.
    }
    int component = bill.indexOf(hash("SHA-256", artifact));
    if (component < 0) {
      throw new IllegalStateException(args[0] + " has no component with the hash of " + args[1]);
    }
    int hashes = bill.lastIndexOf("\"hashes\"", component);
    bill = bill.substring(0, hashes) + PEDIGREE + bill.substring(hashes);
    for (String algorithm : ALGORITHMS) {
      bill = bill.replace(hash(algorithm, artifact), hash(algorithm, raised));
    }
    Files.writeString(file, bill);
  }

  private static String hash(String algorithm, byte[] content) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
  }
}
