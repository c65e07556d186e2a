package orgs.cli.session;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import orgs.cli.syntax.CliException;
import orgs.output.Column;
import orgs.output.Format;
import orgs.output.Layout;
import orgs.output.Printers;
import orgs.output.RowPrinter;

/**
 * Where rows go: stdout, or a file that is written beside its name and renamed when it is complete,
 * so that a failure leaves what was there before. A name that ends in .gz has the rows packed.
 */
public final class OutputTarget implements Closeable {

  private static final int PACKER_BUFFER = 1 << 13;

  /** What {@link #close} closes; null for stdout, which stays open. */
  private final OutputStream file;

  private final OutputStream stream;
  private final Path target;
  private final Path draft;

  private OutputTarget(OutputStream file, OutputStream stream, Path target, Path draft) {
    this.file = file;
    this.stream = stream;
    this.target = target;
    this.draft = draft;
  }

  /** To this file, or to stdout where none is named. */
  static OutputTarget to(Path file, OutputStream stdout) throws IOException {
    if (file == null) {
      return new OutputTarget(null, ClosedPipe.watch(stdout), null, null);
    }
    if (Files.isDirectory(file)) {
      throw CliException.usage(file + " is a folder", null);
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      // /dev/null and named pipes can't be renamed over.
      return inFile(file, ClosedPipe.watch(Files.newOutputStream(file)), null, null);
    }
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    if (!Files.isDirectory(target.getParent())) {
      throw CliException.usage("no folder " + target.getParent() + " for --output", null);
    }
    Path draft =
        target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid());
    return inFile(file, Files.newOutputStream(draft), target, draft);
  }

  private static OutputTarget inFile(Path name, OutputStream file, Path target, Path draft)
      throws IOException {
    try {
      OutputStream stream =
          OutputName.isPacked(name) ? new GZIPOutputStream(file, PACKER_BUFFER) : file;
      return new OutputTarget(file, stream, target, draft);
    } catch (IOException e) {
      // Packing begins with a few bytes of its own.
      new OutputTarget(file, file, target, draft).close();
      throw e;
    }
  }

  public OutputStream stream() {
    return stream;
  }

  RowPrinter printer(Format format, List<Column> columns, Layout layout) throws IOException {
    return Printers.of(format, columns, stream, layout);
  }

  public void complete() throws IOException {
    stream.flush();
    if (file != null) {
      stream.close();
    }
    if (target != null) {
      Files.move(
          draft, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      // Not the stream: what is packed must not look complete when it isn't.
      file.close();
    }
    if (draft != null) {
      Files.deleteIfExists(draft);
    }
  }
}
