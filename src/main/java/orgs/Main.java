package orgs;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import orgs.cli.Cli;
import orgs.cli.console.ClosedStream;
import orgs.cli.console.Console;
import orgs.daemon.DaemonControl;

/** The process: arguments in, exit code out. */
public final class Main {

  private Main() {}

  /** Runs one command. The launcher says which streams are terminals, and their size. */
  public static void main(String[] args) {
    silenceLibraries();
    lightenLocale();
    if (args.length > 0 && args[0].equals(DaemonControl.COMMAND)) {
      System.exit(DaemonMain.run(System.getenv(), System.out, System.err, args));
    }
    Console console =
        Console.of(
                isClosed(0) ? ClosedStream.in() : new FileInputStream(FileDescriptor.in),
                // Not System.out: a PrintStream hides that its reader has gone.
                isClosed(1) ? ClosedStream.out() : new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                System.getenv(),
                System.getProperty("orgs.terminal"),
                System.getProperty("orgs.columns"),
                System.getProperty("orgs.rows"))
            .withDescriptors(System.getProperty("orgs.descriptors"));
    Cli cli = new Cli(console);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupt(cli)));
    System.exit(cli.run(ProcessArguments.of(args)));
  }

  /** Whether the launcher found this descriptor closed, and opened something else in its place. */
  private static boolean isClosed(int descriptor) {
    return System.getProperty("orgs.closed", "").contains(String.valueOf(descriptor));
  }

  /**
   * Runs at every end, whatever the reason. A command that has come to its end has an exit code,
   * which no signal changes any more; not even one that comes while the JVM ends.
   */
  private static void interrupt(Cli cli) {
    int code = cli.interrupt();
    if (code >= 0) {
      Runtime.getRuntime().halt(code);
    }
  }

  /** stderr is ours: what a library would log there reaches the user as an error, or not at all. */
  private static void silenceLibraries() {
    System.setProperty("java.util.logging.config.file", "/dev/null");
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
  }

  /**
   * The driver parses one number, the server's version, with a locale's format, and asks for the
   * first day of the week. Nothing else here depends on a locale, and Java's older locale data are
   * there in half the time; since Java 21 only those without a language.
   */
  private static void lightenLocale() {
    boolean old = Runtime.version().feature() < 21;
    System.setProperty("java.locale.providers", old ? "COMPAT" : "FALLBACK");
  }
}
