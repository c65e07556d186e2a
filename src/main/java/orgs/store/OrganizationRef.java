package orgs.store;

import java.util.regex.Pattern;

/** A reference to an organization, as a user gives it: its name, or {@code id:42}. */
public sealed interface OrganizationRef {

  /** The organization of that name. */
  record ByName(String name) implements OrganizationRef {
    @Override
    public String toString() {
      return name;
    }
  }

  /** The organization with that id. */
  record ById(long id) implements OrganizationRef {
    @Override
    public String toString() {
      return "id:" + id;
    }
  }

  Pattern ID = Pattern.compile("id:([0-9]+)");

  /**
   * Reads a reference.
   *
   * @throws StoreException (INVALID) if the id is larger than a bigint
   */
  static OrganizationRef parse(String text) {
    var id = ID.matcher(text);
    if (!id.matches()) {
      return new ByName(text);
    }
    try {
      return new ById(Long.parseLong(id.group(1)));
    } catch (NumberFormatException e) {
      throw new StoreException(
          StoreException.Kind.INVALID, "'" + text + "' is too large for an id");
    }
  }
}
