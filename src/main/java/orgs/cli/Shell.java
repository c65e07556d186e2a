package orgs.cli;

/** The shells that there is a completion for. */
enum Shell {
  bash,
  zsh,
  fish
}
