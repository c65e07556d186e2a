package orgs.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** Writes the manual page of every command, as AsciiDoc: {@code ManPages FOLDER VERSION}. */
final class ManPages {

  private ManPages() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    Console nobody =
        Console.of(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            Map.of(),
            "000",
            null);
    Context context = new Context(nobody, null);
    write(Cli.commandLine(context, new Errors(context, () -> false)), folder, args[1]);
  }

  private static void write(CommandLine command, Path folder, String version) throws IOException {
    CommandSpec spec = command.getCommandSpec();
    spec.versionProvider(null).version(version);
    if (!spec.usageMessage().exitCodeList().isEmpty()) {
      spec.usageMessage().exitCodeListHeading("%nExit status%n");
    }
    spec.usageMessage().footerHeading("%nExamples%n");
    StringWriter page = new StringWriter();
    ManPageGenerator.writeSingleManPage(new PrintWriter(page), spec);
    Files.writeString(
        folder.resolve(spec.qualifiedName("-") + ".adoc"), literalExamples(page.toString()));
    for (CommandLine below : new LinkedHashSet<>(command.getSubcommands().values())) {
      write(below, folder, version);
    }
  }

  /** The generator takes examples for prose, in which quotes and stars have a meaning. */
  private static String literalExamples(String page) {
    int begin = page.lastIndexOf("[%hardbreaks]\n");
    int end = page.lastIndexOf("\n// end::picocli-generated-man-section-footer");
    return page.substring(0, begin)
        + page.substring(begin, end).replace("[%hardbreaks]\n", "....\n").stripTrailing()
        + "\n....\n"
        + page.substring(end);
  }
}
