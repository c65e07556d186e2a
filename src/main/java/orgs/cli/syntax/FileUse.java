package orgs.cli.syntax;

/** What a command does with a file that an option or a parameter names. */
public enum FileUse {
  READ,
  WRITE
}
