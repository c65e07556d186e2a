package orgs.cli.completion;

/** The shells that there is a completion for. */
public enum Shell {
  bash,
  zsh,
  fish
}
