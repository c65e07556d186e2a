import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Writes a jar anew with class files of Java 8 in place of older ones, which differ in their stack
 * maps only: they tell the verifier what it had to work out before. The JVM leaves older classes
 * out of a class archive, or verifies them on every start all the same; picocli's are of Java 5.
 *
 * <p>Run by the build, from source. Usage: RaiseClassFiles FROM.jar TO.jar
 */
final class RaiseClassFiles {

  private static final int VERSION = Opcodes.V1_8;

  private RaiseClassFiles() {}

  public static void main(String[] args) throws IOException {
    Path from = Path.of(args[0]);
    Path to = Path.of(args[1]);
    Files.createDirectories(to.getParent());
    try (ZipFile jar = new ZipFile(from.toFile());
        OutputStream file = Files.newOutputStream(to);
        ZipOutputStream raised = new ZipOutputStream(file);
        URLClassLoader classes =
            new URLClassLoader(
                new URL[] {from.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      for (ZipEntry entry : Collections.list(jar.entries())) {
        byte[] content = jar.getInputStream(entry).readAllBytes();
        ZipEntry same = new ZipEntry(entry.getName());
        // Two builds give the same bytes.
        same.setTimeLocal(entry.getTimeLocal());
        raised.putNextEntry(same);
        raised.write(entry.getName().endsWith(".class") ? raise(content, classes) : content);
        raised.closeEntry();
      }
    }
  }

  private static byte[] raise(byte[] classFile, ClassLoader classes) {
    ClassReader reader = new ClassReader(classFile);
    // Newer ones, such as a module's description, stay as they are.
    if (reader.readUnsignedShort(6) >= VERSION) {
      return classFile;
    }
    ClassWriter writer =
        new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
          @Override
          protected ClassLoader getClassLoader() {
            return classes;
          }
        };
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visit(
              int version,
              int access,
              String name,
              String signature,
              String superName,
              String[] interfaces) {
            super.visit(VERSION, access, name, signature, superName, interfaces);
          }
        },
        ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }
}
