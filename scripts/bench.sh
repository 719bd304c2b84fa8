#!/usr/bin/env bash
# Usage: ./cowry bench [options of the bench program]
#
# Measures the figures of docs/performance.md on this machine, on SQLite and on a PostgreSQL that it starts itself, and writes
# them down there. Each figure is a ratio within one run or a time beside its goal. Takes under ten minutes; leave the
# machine alone meanwhile.
set -euo pipefail
. "$ROOT/scripts/tools.sh"
. "$ROOT/scripts/build.sh"
. "$ROOT/scripts/services.sh"

case ${1:-} in -h | --help) help_of "$0" && exit 0 ;; esac

need_postgres
need_redis
need_chromium
want_fonts
ensure_build
trap stop_services EXIT
start_services
dotnet build "$ROOT/bench/Cowry.Bench" --configuration Release --verbosity quiet >&2 || die "building the bench failed"
COWRY_BUILD="$BUILD" COWRY_ROOT="$ROOT" "$ROOT/bench/Cowry.Bench/bin/Release/net10.0/Cowry.Bench" "$@"
