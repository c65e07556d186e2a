#compdef orgs
# zsh completion for orgs; what it says comes from orgs itself.
_orgs() {
  local kind line
  local -a lines values shown
  lines=("${(@f)$(${(Q)words[1]} __complete zsh -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null </dev/null)}")
  kind=$lines[1]
  if [[ $kind == files ]]; then
    compset -P '--*='
    _files
    return
  fi
  for line in "${(@)lines[2,-1]}"; do
    values+=("${line%%$'\t'*}")
    shown+=("${${line/$'\t'/  -- }%  -- }")
  done
  compadd -d shown -a values
}
if [[ $funcstack[1] == _orgs ]]; then
  _orgs "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
  compdef _orgs orgs
fi
