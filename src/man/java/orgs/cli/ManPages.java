package orgs.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Attributes;
import org.asciidoctor.Options;
import orgs.cli.console.Console;
import orgs.cli.error.Errors;
import orgs.cli.session.Context;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/**
 * Writes the manual page of every command: {@code ManPages FOLDER VERSION TIME}. picocli makes
 * AsciiDoc of the command model, and Asciidoctor what man reads. That takes as long as the rest of
 * a build, so the AsciiDoc is kept, and only what has changed is converted.
 */
final class ManPages {

  private final Path folder;
  private final Path sources;
  private final String version;
  private final String date;

  /** By their files; these are to be converted. */
  private final Map<Path, String> changed = new TreeMap<>();

  private final Set<Path> all = new HashSet<>();

  private ManPages(Path folder, String version, String date) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.sources = Files.createDirectories(folder.resolve("asciidoc"));
    this.version = version;
    this.date = date;
  }

  public static void main(String[] args) throws IOException {
    Console nobody =
        Console.of(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            Map.of(),
            "000",
            null);
    Context context = Context.of(nobody, null);
    CommandLine root = CommandTree.commandLine(context, new Errors(context, () -> false));
    ManPages pages = new ManPages(Path.of(args[0]), args[1], args[2].substring(0, 10));
    pages.add(root);
    pages.convert();
    pages.deleteOthers();
  }

  private void add(CommandLine command) throws IOException {
    CommandSpec spec = command.getCommandSpec();
    spec.versionProvider(null).version(version);
    StringWriter generated = new StringWriter();
    ManPageGenerator.writeSingleManPage(new PrintWriter(generated), spec);
    // Whatever else the page depends on is in it, too.
    String source =
        "// %s, Asciidoctor %s%n".formatted(date, asciidoctorVersion())
            + literalExamples(headed(generated.toString()));
    Path page = folder.resolve(spec.qualifiedName("-") + ".1");
    all.add(page);
    if (!Files.exists(page)
        || !Files.exists(source(page))
        || !Files.readString(source(page)).equals(source)) {
      changed.put(page, source);
    }
    for (CommandLine below : new LinkedHashSet<>(command.getSubcommands().values())) {
      add(below);
    }
  }

  private void convert() throws IOException {
    if (changed.isEmpty()) {
      return;
    }
    Options options =
        Options.builder()
            .backend("manpage")
            .docType("manpage")
            .standalone(true)
            .attributes(Attributes.builder().attribute("docdate", date).build())
            .build();
    try (Asciidoctor asciidoctor = Asciidoctor.Factory.create()) {
      for (Map.Entry<Path, String> each : changed.entrySet()) {
        Path page = each.getKey();
        Files.deleteIfExists(source(page));
        Files.writeString(page, asciidoctor.convert(each.getValue(), options));
        Files.writeString(source(page), each.getValue());
      }
    }
  }

  /** Of commands that are gone. */
  private void deleteOthers() throws IOException {
    try (DirectoryStream<Path> pages = Files.newDirectoryStream(folder, "*.1")) {
      for (Path page : pages) {
        if (!all.contains(page)) {
          Files.delete(page);
        }
      }
    }
  }

  private Path source(Path page) {
    return sources.resolve(page.getFileName() + ".adoc");
  }

  /** Asking Asciidoctor itself would start it. */
  private static String asciidoctorVersion() {
    return Path.of(Asciidoctor.class.getProtectionDomain().getCodeSource().getLocation().getPath())
        .getFileName()
        .toString();
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
