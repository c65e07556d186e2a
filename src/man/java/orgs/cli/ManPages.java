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
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Attributes;
import org.asciidoctor.Options;
import orgs.cli.error.Errors;
import orgs.cli.session.Console;
import orgs.cli.session.Context;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/**
 * Writes the manual page of every command: {@code ManPages FOLDER VERSION TIME}. picocli makes
 * AsciiDoc of the command model, and Asciidoctor what man reads.
 */
final class ManPages {

  private final Asciidoctor asciidoctor;
  private final Path folder;
  private final String version;
  private final String date;

  private ManPages(Asciidoctor asciidoctor, Path folder, String version, String date) {
    this.date = date;
    this.asciidoctor = asciidoctor;
    this.folder = folder;
    this.version = version;
  }

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
    CommandLine root = CommandTree.commandLine(context, new Errors(context, () -> false));
    try (Asciidoctor asciidoctor = Asciidoctor.Factory.create()) {
      new ManPages(asciidoctor, folder, args[1], args[2].substring(0, 10)).write(root);
    }
  }

  private void write(CommandLine command) throws IOException {
    CommandSpec spec = command.getCommandSpec();
    spec.versionProvider(null).version(version);
    StringWriter page = new StringWriter();
    ManPageGenerator.writeSingleManPage(new PrintWriter(page), spec);
    Options options =
        Options.builder()
            .backend("manpage")
            .docType("manpage")
            .standalone(true)
            .attributes(Attributes.builder().attribute("docdate", date).build())
            .build();
    Files.writeString(
        folder.resolve(spec.qualifiedName("-") + ".1"),
        asciidoctor.convert(literalExamples(headed(page.toString())), options));
    for (CommandLine below : new LinkedHashSet<>(command.getSubcommands().values())) {
      write(below);
    }
  }

  /** Headings as manual pages have them, where the help has others. */
  private static String headed(String page) {
    return page.replaceAll("(?m)^== +Exit codes.*$", "== Exit status")
        .replaceAll("(?m)^== +Examples:$", "== Examples");
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
