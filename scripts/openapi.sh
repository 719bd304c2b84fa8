#!/usr/bin/env bash
# Usage: ./cowry openapi
#
# Starts a server on an empty database, writes what it says about its API to docs/openapi.json, and generates the web's API
# types from it. Do so after every change of a route or a record; a test compares the file with the running server.
set -euo pipefail
. "$ROOT/scripts/tools.sh"
. "$ROOT/scripts/build.sh"

case ${1:-} in -h | --help) help_of "$0" && exit 0 ;; esac

need_dotnet
need_node
dotnet build "$ROOT/src/Cowry.Server" --verbosity quiet >&2 || die "the server does not build"
folder=$(mktemp -d)
server=
cleanup() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$folder"
}
trap cleanup EXIT
port=$(free_port)
Cowry__Data=$folder "$ROOT/src/Cowry.Server/bin/Debug/net10.0/Cowry.Server" --urls "http://127.0.0.1:$port" >"$folder/log" 2>&1 &
server=$!
for _ in $(seq 300); do
  node -e 'fetch(process.argv[1]).then(r=>process.exit(r.ok?0:1),()=>process.exit(1))' "http://127.0.0.1:$port/v1/health/ready" && break
  kill -0 "$server" 2>/dev/null || { cat "$folder/log" >&2 && die "the server did not start"; }
  sleep 0.2
done
node -e '
  const { writeFileSync } = require("node:fs");
  fetch(process.argv[1]).then(async (answer) => {
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
    writeFileSync(process.argv[2], JSON.stringify(await answer.json(), null, 2) + "\n");
  });
' "http://127.0.0.1:$port/openapi/v1.json" "$ROOT/docs/openapi.json"
web_packages
(cd "$ROOT/web" && npm run --silent api)
say "Wrote docs/openapi.json and the web's API types."
