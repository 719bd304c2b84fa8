#!/usr/bin/env bash
# Usage: ./cowry demo [--port N] [--sandbox-port N] [--printer-port N] [--data DIR] [--database "Host=…"] [--build]
#
# Starts a noodle shop to try on this machine: the server, and beside it the sandbox, which plays WeChat Pay, a customer's
# phone and a receipt printer. Prints the addresses to open and the sign-ins; Ctrl-C or SIGTERM stops both.
#
#   --port N          the server's port (5080)
#   --sandbox-port N  the sandbox's port (5090)
#   --printer-port N  the virtual printer's port (9101, or what the data remembers)
#   --data DIR        where everything lies (.cowry); DIR/demo.json tells scripts the addresses, ids and secrets
#   --database "…"    a PostgreSQL connection string; SQLite in DIR when left out
#   --build           only builds, so that the next start takes seconds
#
# All of it listens on 127.0.0.1 only. The data of both survive a restart; delete DIR for a new shop.
set -euo pipefail
. "$ROOT/scripts/tools.sh"
. "$ROOT/scripts/build.sh"

build_only=
arguments=()
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) help_of "$0" && exit 0 ;;
    --build) build_only=yes ;;
    --port | --sandbox-port | --printer-port | --data | --database)
      [ $# -ge 2 ] || die "$1 needs a value"
      arguments+=("$1" "$2")
      shift
      ;;
    *) die "demo does not know \"$1\" (./cowry demo --help)" ;;
  esac
  shift
done

want_fonts
ensure_build
[ -z "$build_only" ] || exit 0
exec "$BUILD/demo/Cowry.Demo" --build "$BUILD" --default-data "$ROOT/.cowry" ${arguments[@]+"${arguments[@]}"}
