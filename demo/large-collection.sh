#!/bin/sh
# The large-collection walkthrough with separate commands: what `orgs demo` does in one process, as
# a script to copy from. It works in a schema of its own, which is dropped when the script ends,
# however it ends. Rows go to stdout; headings, messages and the SQL (--echo) go to stderr.
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

drop() {
  step 'Drop the tables: this schema, and nothing else'
  orgs db drop --yes --echo
}
trap drop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# The local database is migrated on first use; another server only when asked.
step 'Create the tables, in a schema of their own'
orgs db migrate --echo

step 'Save an organization with three members, in one flush'
orgs create 'org one' --echo \
  --member 'member one' --member 'member two' --member 'member three'

step 'Load a subset of the members; the database filters'
orgs members list 'org one' --like '%member t%' --echo

step 'Append three more members, without loading the collection'
orgs members add 'org one' 'member four' 'member five' 'member six' --echo

step 'Delete the organization in one statement; the database deletes its members'
orgs delete 'org one' --yes --echo

step 'No member remains'
orgs members count --echo
