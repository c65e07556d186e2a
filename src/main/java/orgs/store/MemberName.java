package orgs.store;

/** The name of a member. A text becomes one only if it follows the {@link NameRules}. */
public final class MemberName {

  private final String text;

  private MemberName(String text) {
    this.text = text;
  }

  /**
   * Makes a name of a text.
   *
   * @throws StoreException (INVALID) with the reason
   */
  public static MemberName of(String text) {
    MemberName name = orNull(text);
    if (name == null) {
      throw NameRules.refusal("member", text, NameRules.problem(text), NameRules.RULES);
    }
    return name;
  }

  /** Makes a name of a text; null if {@link NameRules#problem} has a problem with it. */
  public static MemberName orNull(String text) {
    return NameRules.problem(text) == null ? new MemberName(text) : null;
  }

  /** The name as text, exactly as it was given. */
  public String text() {
    return text;
  }
}
