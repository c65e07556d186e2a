package orgs.backup;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeMap;
import orgs.input.text.Utf8;
import orgs.store.MemberName;
import orgs.store.NameRules;
import orgs.store.OrganizationName;

/** One line of a backup. It has the keys of its kind, each of them once, and nothing else. */
sealed interface BackupLine {

  /** The first line. */
  record Header(long version) implements BackupLine {}

  /** An organization; {@code mergedInto} is null where it wasn't merged. */
  record Organization(long id, OrganizationName name, Long mergedInto) implements BackupLine {}

  record Member(long organizationId, long id, MemberName name) implements BackupLine {}

  /** The last line. */
  record End(long organizations, long members, String crc) implements BackupLine {}

  /**
   * Reads a line.
   *
   * @throws Malformed when it is of no kind
   */
  static BackupLine read(byte[] line) throws IOException, Malformed {
    String text = Utf8.decode(line);
    if (text == null) {
      throw new Malformed("is not valid UTF-8");
    }
    try (JsonParser parser = Parts.JSON.createParser(text)) {
      return Parts.read(parser).line();
    } catch (JsonProcessingException e) {
      throw new Malformed("is not a JSON object of a backup");
    }
  }

  /** Why a line is none of a backup's, as what is said of it. */
  final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String problem) {
      super(problem);
    }
  }

  /** The values of a line by their keys. */
  final class Parts {

    private static final JsonFactory JSON = new JsonFactory();

    private static final Set<String> NUMBERS =
        Set.of("orgs_backup", "org_id", "merged_into", "member_id", "organizations", "members");

    /** Only whole numbers and strings; anything else is nothing of ours. */
    private final TreeMap<String, Object> values = new TreeMap<>();

    private static Parts read(JsonParser parser) throws IOException, Malformed {
      Parts parts = new Parts();
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new Malformed("is not a JSON object of a backup");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        if (parts.values.put(key, value(key, parser)) != null) {
          throw new Malformed("has a key twice");
        }
      }
      if (parser.nextToken() != null) {
        throw new Malformed("has more than one JSON value");
      }
      return parts;
    }

    private static Object value(String key, JsonParser parser) throws IOException, Malformed {
      JsonToken type = parser.nextToken();
      if (type == JsonToken.VALUE_NUMBER_INT && NUMBERS.contains(key)) {
        return parser.getLongValue();
      }
      if (type == JsonToken.VALUE_STRING && !NUMBERS.contains(key)) {
        return parser.getText();
      }
      throw new Malformed("has a value of another type");
    }

    private BackupLine line() throws Malformed {
      if (values.get("orgs_backup") instanceof Long version && version != BackupWriter.VERSION) {
        // What else it may have isn't known here.
        return new Header(version);
      }
      if (has("orgs_backup", "schema_version", "created")) {
        return new Header(BackupWriter.VERSION);
      }
      if (has("org_id", "org_name") || has("org_id", "org_name", "merged_into")) {
        OrganizationName name = OrganizationName.orNull(text("org_name"));
        if (name == null) {
          throw badName("organization", NameRules.organizationProblem(text("org_name")));
        }
        Long mergedInto = values.containsKey("merged_into") ? id("merged_into") : null;
        return new Organization(id("org_id"), name, mergedInto);
      }
      if (has("org_id", "member_id", "member_name")) {
        MemberName name = MemberName.orNull(text("member_name"));
        if (name == null) {
          throw badName("member", NameRules.problem(text("member_name")));
        }
        return new Member(id("org_id"), id("member_id"), name);
      }
      if (has("organizations", "members", "crc32")) {
        return new End(
            (long) values.get("organizations"), (long) values.get("members"), text("crc32"));
      }
      throw new Malformed("does not have the keys of a backup");
    }

    private boolean has(String... keys) {
      return values.size() == keys.length && Arrays.stream(keys).allMatch(values::containsKey);
    }

    /** Identities begin with 1, and no command can name what is below that. */
    private long id(String key) throws Malformed {
      long id = (long) values.get(key);
      if (id < 1) {
        throw new Malformed("has the id " + id + ", and ids begin with 1");
      }
      return id;
    }

    private String text(String key) {
      return (String) values.get(key);
    }

    private static Malformed badName(String kind, String problem) {
      return new Malformed("has a name of " + kind + " that " + problem);
    }
  }
}
