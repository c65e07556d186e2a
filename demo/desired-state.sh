#!/bin/sh
# Keeps an organization equal to a file, as a nightly job would: look at what differs, let the
# circuit breaker stop a file that was cut off, make the change with a way back, and go back. It
# works in a schema of its own, which is dropped when the script ends, however it ends. Rows go to
# stdout; headings and messages go to stderr.
set -eu

# The orgs of PATH, else the one of the distribution or the checkout that this script is in.
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
PATH=$PATH:$here/../bin:$here/..

# The name has to be free: what is in this schema is dropped at the end.
ORGS_SCHEMA=orgs_walkthrough_$(date +%s)_$$
export ORGS_SCHEMA

step() {
  printf '\n# %s\n' "$1" >&2
}

work=$(mktemp -d)
finish() {
  rm -rf -- "$work"
  step 'Drop the tables: this schema, and nothing else'
  orgs db drop --yes
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
orgs db migrate

step 'A file says who is in; the organization is created from it'
seq -f 'member %03g' 1 60 >"$work/people.lines"
orgs members sync staff "$work/people.lines" --create-org --yes --summary

step 'The file changes: two leave, one comes'
{ sed '4d;7d' "$work/people.lines" && echo 'member new'; } >"$work/today.lines"

step 'What differs? Exit code 10 says that something does'
differs=0
orgs members diff staff "$work/today.lines" || differs=$?
[ "$differs" -eq 10 ]

step 'A file that was cut off is refused with exit code 6, and does no harm'
head -n 20 "$work/today.lines" >"$work/cut-off.lines"
refused=0
orgs members sync staff "$work/cut-off.lines" --yes || refused=$?
[ "$refused" -eq 6 ]

step 'Make it so, in one transaction; who leaves is saved first'
orgs members sync staff "$work/today.lines" --yes --backup "$work/left.jsonl"

step 'Once more: there is nothing left to do'
orgs members sync staff "$work/today.lines" --yes --summary

step 'It was a mistake: the two come back, with the ids they had'
orgs restore "$work/left.jsonl"
orgs members list staff --regex '00[47]$'

step 'The whole organization goes, and comes back'
orgs delete staff --yes --backup "$work/staff.jsonl.gz"
orgs restore "$work/staff.jsonl.gz"
orgs members count staff
