package orgs.store;

/** The name of an organization. A text becomes one only if it follows the {@link NameRules}. */
public final class OrganizationName {

  private final String text;

  private OrganizationName(String text) {
    this.text = text;
  }

  /**
   * Makes a name of a text.
   *
   * @throws StoreException (INVALID) with the reason
   */
  public static OrganizationName of(String text) {
    OrganizationName name = orNull(text);
    if (name == null) {
      throw NameRules.refusal(
          "organization",
          text,
          NameRules.organizationProblem(text),
          NameRules.problem(text) == null ? NameRules.ID_RULE : NameRules.RULES);
    }
    return name;
  }

  /**
   * Makes a name of a text; null if {@link NameRules#organizationProblem} has a problem with it.
   */
  public static OrganizationName orNull(String text) {
    return NameRules.organizationProblem(text) == null ? new OrganizationName(text) : null;
  }

  /** The name as text, exactly as it was given. */
  public String text() {
    return text;
  }
}
