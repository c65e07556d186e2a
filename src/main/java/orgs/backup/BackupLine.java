package orgs.backup;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** One line of a backup, of any kind: what it doesn't have is null. */
record BackupLine(
    Long version,
    Long orgId,
    String orgName,
    Long mergedInto,
    Long memberId,
    String memberName,
    Long organizations,
    Long members,
    String crc) {

  private static final JsonFactory JSON = new JsonFactory();

  /** Reads a line; null when it isn't a JSON object, or its values have other types. */
  static BackupLine read(byte[] line) throws IOException {
    try (JsonParser parser = JSON.createParser(line)) {
      return parser.nextToken() == JsonToken.START_OBJECT ? object(parser) : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static BackupLine object(JsonParser parser) throws IOException {
    Long version = null;
    Long orgId = null;
    String orgName = null;
    Long mergedInto = null;
    Long memberId = null;
    String memberName = null;
    Long organizations = null;
    Long members = null;
    String crc = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken type = parser.nextToken();
      boolean number = type == JsonToken.VALUE_NUMBER_INT;
      switch (name) {
        case "orgs_backup" -> version = number ? parser.getLongValue() : null;
        case "org_id" -> orgId = number ? parser.getLongValue() : null;
        case "merged_into" -> mergedInto = number ? parser.getLongValue() : null;
        case "member_id" -> memberId = number ? parser.getLongValue() : null;
        case "organizations" -> organizations = number ? parser.getLongValue() : null;
        case "members" -> members = number ? parser.getLongValue() : null;
        case "org_name" -> orgName = parser.getValueAsString();
        case "member_name" -> memberName = parser.getValueAsString();
        case "crc32" -> crc = parser.getValueAsString();
        default -> parser.skipChildren();
      }
    }
    boolean whole =
        version != null
            || orgId != null && (orgName != null || memberId != null && memberName != null)
            || crc != null && organizations != null && members != null;
    return whole
        ? new BackupLine(
            version, orgId, orgName, mergedInto, memberId, memberName, organizations, members, crc)
        : null;
  }
}
