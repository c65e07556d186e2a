package orgs.input.text;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Files that are no text, by the bytes that they begin with. */
public enum Binary {
  ZIP("a zip archive, as spreadsheets and documents are, too", "PK\\x03\\x04"),
  EMPTY_ZIP("a zip archive", "PK\\x05\\x06"),
  PART_OF_ZIP("a zip archive", "PK\\x07\\x08"),
  GZIP("packed by gzip twice", "\\x1f\\x8b"),
  COMPRESS("packed by compress", "\\x1f\\x9d"),
  BZIP2("packed by bzip2", "BZh[1-9]1AY&SY"),
  EMPTY_BZIP2("packed by bzip2", "BZh[1-9]\\x17rE8P\\x90"),
  XZ("packed by xz", "\\xfd7zXZ\\x00"),
  LZMA("packed by lzma", "\\]\\x00\\x00[\\x00-\\xff]{2}"),
  LZIP("packed by lzip", "LZIP\\x01"),
  LZ4("packed by lz4", "\\x04\"M\\x18"),
  LZOP("packed by lzop", "\\x89LZO\\x00"),
  SNAPPY("packed by snappy", "\\xff\\x06\\x00\\x00sNaPpY"),
  ZSTD("packed by zstd", "[\\x22-\\x28]\\xb5\\x2f\\xfd"),
  SEVEN_ZIP("a 7z archive", "7z\\xbc\\xaf'\\x1c"),
  RAR("a rar archive", "Rar!\\x1a\\x07"),
  TAR("a tar archive", "[\\x00-\\xff]{257}ustar"),
  CPIO("a cpio archive", "07070[127][0-9A-F]{20}"),
  AR("an ar archive", "!<arch>\n?"),
  PDF("a PDF document", "%PDF-"),
  POSTSCRIPT("a PostScript document", "%!PS"),
  RTF("an RTF document", "\\{\\\\rtf"),
  OLE("an old office document", "\\xd0\\xcf\\x11\\xe0\\xa1\\xb1\\x1a\\xe1"),
  SQLITE("an SQLite database", "SQLite format 3\\x00"),
  PG_DUMP("an archive of pg_dump", "PGDMP[\\x00-\\x09]"),
  COPY("binary COPY data", "PGCOPY"),
  PARQUET("a Parquet file", "PAR1[^ -~\r\n]"),
  ORC("an ORC file", "ORC[\\x00-\\x09\\x0b\\x0c\\x0e-\\x1f\\x80-\\xff]"),
  AVRO("an Avro file", "Obj\\x01"),
  ARROW("an Arrow file", "ARROW1\\x00"),
  HDF("an HDF5 file", "\\x89HDF"),
  PNG("an image", "\\x89PNG"),
  JPEG("an image", "\\xff\\xd8\\xff"),
  GIF("an image", "GIF8[79]a"),
  PLIST("a property list", "bplist0"),
  ELF("a program", "\\x7fELF"),
  CLASS("a Java class", "\\xca\\xfe\\xba\\xbe");

  /** Where the last of the signatures ends, that of tar. */
  private static final int MOST_BYTES = 512;

  private final String what;
  private final Pattern signature;

  /**
   * One kind.
   *
   * @param signature as a regular expression, with a character for each byte
   */
  Binary(String what, String signature) {
    this.what = what;
    this.signature = Pattern.compile(signature);
  }

  /**
   * Looks at the beginning of a file.
   *
   * @throws InputException when it is one of these
   */
  public static void refuse(byte[] head, int length) {
    String text = new String(head, 0, Math.min(length, MOST_BYTES), StandardCharsets.ISO_8859_1);
    for (Binary kind : values()) {
      if (kind.signature.matcher(text).lookingAt()) {
        throw new InputException(
            "is " + kind.what + ", and no text", "unpack it, or export it as csv or text");
      }
    }
  }
}
