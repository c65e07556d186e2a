package orgs.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Properties;
import orgs.config.DatabaseException;

/**
 * The archive of PostgreSQL's files for this machine, which is on the class path.
 *
 * @param version PostgreSQL's, like 18.6
 * @param resource the archive, a {@code .txz} in the root of the class path
 * @param sha256 the archive's SHA-256 hash, in lower case hexadecimal
 */
record ServerArchive(String version, String resource, String sha256) {

  /** The archive for the machine this runs on. */
  static ServerArchive ofThisMachine() throws IOException {
    Properties pinned = new Properties();
    try (InputStream in = ServerArchive.class.getResourceAsStream("postgresql.properties")) {
      pinned.load(in);
    }
    String platform = platform(System.getProperty("os.name"), System.getProperty("os.arch"));
    String release = pinned.getProperty("version");
    String sha256 = pinned.getProperty(release + "/" + platform);
    if (sha256 == null) {
      throw DatabaseException.local(
          "there is no local database for " + platform,
          "name a PostgreSQL server, for example with --dbname postgresql://host/database");
    }
    return new ServerArchive(
        release.replaceFirst("\\.0$", ""), "postgres-" + platform + ".txz", sha256);
  }

  static String platform(String name, String architecture) {
    String system = name.startsWith("Mac") ? "darwin" : name.toLowerCase(Locale.ROOT);
    String processor =
        switch (architecture) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> architecture;
        };
    return (system + "-" + processor).replace(' ', '_');
  }

  /** PostgreSQL's major version, which is that of its data files too. */
  String major() {
    return version.substring(0, version.indexOf('.'));
  }

  /** Opens the archive. */
  InputStream open() {
    InputStream in = ServerArchive.class.getResourceAsStream("/" + resource);
    if (in == null) {
      throw DatabaseException.local(
          "this installation of orgs lacks the local database's files (" + resource + ")",
          "it was built for another machine: build it on this one, or name a server with --dbname");
    }
    return in;
  }

  /**
   * Reads the archive once and compares its hash.
   *
   * @throws DatabaseException (LOCAL) when the archive isn't the one that this build was made with
   */
  void verify() throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    try (InputStream in = new DigestInputStream(open(), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    String actual = HexFormat.of().formatHex(digest.digest());
    if (!actual.equals(sha256)) {
      throw DatabaseException.local(
          "the local database's files are not the expected ones: the SHA-256 of %s is %s"
              .formatted(resource, actual),
          "reinstall orgs; expected was " + sha256);
    }
  }
}
