#!/usr/bin/env bash
# Usage: ./cowry serve [--port N] [--host ADDRESS] [--data DIR] [--database "Host=…"] [--redis "HOST:PORT"] [--public-url URL]
#
# Starts an empty Cowry for real use. On the first start the console prints a set-up code: open the address, type the code,
# and make the merchant, its owner and the first store.
#
#   --port N          the port (5080)
#   --host ADDRESS    the address to listen on (127.0.0.1); put a proxy that speaks TLS before any other
#   --data DIR        where the SQLite file and the master key lie (.cowry/serve)
#   --database "…"    a PostgreSQL connection string; SQLite in DIR when left out
#   --redis "…"       lets several servers on one PostgreSQL wake each other at once
#   --public-url URL  how the outside reaches this server: gateways send their notifications there
#
# Every other setting is an environment variable, see docs/operations.md.
set -euo pipefail
. "$ROOT/scripts/tools.sh"
. "$ROOT/scripts/build.sh"

port=5080 host=127.0.0.1 data="$ROOT/.cowry/serve"
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) help_of "$0" && exit 0 ;;
    --port | --host | --data | --database | --redis | --public-url)
      [ $# -ge 2 ] || die "$1 needs a value"
      case $1 in
        --port) port=$2 ;;
        --host) host=$2 ;;
        --data) data=$2 ;;
        --database) export Cowry__Database=$2 ;;
        --redis) export Cowry__Redis=$2 ;;
        --public-url) export Cowry__PublicUrl=$2 ;;
      esac
      shift
      ;;
    *) die "serve does not know \"$1\" (./cowry serve --help)" ;;
  esac
  shift
done

want_fonts
ensure_build
mkdir -p "$data"
Cowry__Data=$(cd "$data" && pwd)
export Cowry__Data Cowry__Web="$BUILD/web"
exec "$BUILD/server/Cowry.Server" --urls "http://$host:$port"
