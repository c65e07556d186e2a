# bash completion for orgs; what it says comes from orgs itself.
# shellcheck shell=bash
_orgs_complete() {
  local kind='' line
  COMPREPLY=()
  {
    IFS= read -r kind
    while IFS= read -r line; do
      COMPREPLY+=("$line")
    done
  } < <("$1" __complete bash "$COMP_WORDBREAKS" "${COMP_LINE:0:COMP_POINT}" 2>/dev/null </dev/null)
  if [ "$kind" = files ]; then
    compopt -o default 2>/dev/null
  fi
}
complete -F _orgs_complete orgs
