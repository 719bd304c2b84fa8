#!/usr/bin/env bash
# Usage: ./cowry test [NAME…]
#
# Checks everything that has to hold before a change lands: sources formatted and free of warnings, packages as locked, the
# API document without faults, then every test: C# on SQLite and on PostgreSQL, web, browser. It starts a PostgreSQL and a
# Redis of its own on free ports and stops them at the end. Logs are shown of what failed. The last line is the sum.
#
#   NAME…   only the test programs whose name contains one of these (Payments, Domain, …), without the checks before them
#
# Without NAME it takes most of twenty minutes on two cores.
set -euo pipefail
. "$ROOT/scripts/tools.sh"
. "$ROOT/scripts/build.sh"
. "$ROOT/scripts/services.sh"

case ${1:-} in -h | --help) help_of "$0" && exit 0 ;; esac
ONLY=("$@")

OUT=$(mktemp -d)
PASSED=0
FAILED=0
RUNNING=()
COMPILER=cowry-test-$$

cleanup() {
  local pid
  for pid in ${RUNNING[@]+"${RUNNING[@]}"}; do kill "$pid" 2>/dev/null || true; done
  for pid in $(pgrep -f "pipename:$COMPILER" || true); do kill "$pid" 2>/dev/null || true; done
  stop_services
  rm -rf "$OUT"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

# Names once more what failed, since the logs above are long, and ends the run with its one closing line.
finish() {
  if [ -s "$OUT/failures" ]; then echo && cat "$OUT/failures"; fi
  echo "$PASSED passed, $FAILED failed"
  [ "$FAILED" = 0 ] && exit 0
  exit 1
}

# check WHAT COMMAND…: something that is not a test but must hold; only a failure is counted and shown.
check() {
  local what=$1 log started=$SECONDS
  shift
  log=$OUT/check.log
  if "$@" >"$log" 2>&1 </dev/null; then
    echo "ok      $what ($((SECONDS - started)) s)"
    return 0
  fi
  echo "FAILED  $what ($((SECONDS - started)) s)"
  cat "$log"
  FAILED=$((FAILED + 1))
  return 1
}

restore() { dotnet restore "$ROOT/Cowry.slnx" --locked-mode; }

# One compiler for the whole build, ours alone, so that we may end it.
build() {
  MSBUILDDISABLENODEREUSE=1 dotnet build "$ROOT/Cowry.slnx" --no-restore --configuration Release --verbosity quiet -maxcpucount:2 \
    "-p:SharedCompilationId=$COMPILER"
}

web() {
  rm -rf "$ROOT/.cowry/test/web"
  mkdir -p "$ROOT/.cowry/test"
  build_web "$ROOT/.cowry/test/web"
}

web_types() { (cd "$ROOT/web" && npm run --silent types); }
web_tests() {
  (cd "$ROOT/web" && npx --no-install vitest run --reporter=default --reporter=json --outputFile.json="$OUT/web.json")
}

lint_openapi() (
  cd "$ROOT/scripts/openapi-lint" || exit 1
  [ -d node_modules ] || npm ci --no-audit --no-fund --loglevel=error
  ./node_modules/.bin/spectral lint --ruleset ruleset.yaml --fail-severity error "$ROOT/docs/openapi.json"
)

wanted() {
  [ ${#ONLY[@]} -gt 0 ] || return 0
  local name
  for name in "${ONLY[@]}"; do [[ $1 == *"$name"* ]] && return 0; done
  return 1
}

# run_program NAME: runs in the background; leaves NAME.log, NAME.json and NAME.code.
run_program() {
  local program="$ROOT/tests/$1/bin/Release/net10.0/$1" code=0
  # Half an hour is far beyond any program's time: a hung one must not hang the run.
  timeout --kill-after=10 1800 "$program" -noColor -noLogo -failSkips -longRunning 180 -result-ctrf "$OUT/$1.json" \
    >"$OUT/$1.log" 2>&1 </dev/null || code=$?
  echo "$code" >"$OUT/$1.code"
}

# report NAME: adds a finished program's counts; shows its log when something failed or when it did not come to its end.
report() {
  local counts code passed failed
  code=$(cat "$OUT/$1.code" 2>/dev/null || echo 125)
  counts=$(node "$ROOT/scripts/count-tests.mjs" "$OUT/$1.json" 2>/dev/null || echo "0 0")
  read -r passed failed <<<"${counts%%$'\n'*}"
  if [ "$failed" = 0 ] && { [ "$code" != 0 ] || [ "$passed" = 0 ]; }; then
    failed=1
    echo "FAILED  $1 ended with code $code after $passed tests" | tee -a "$OUT/failures"
    cat "$OUT/$1.log"
  elif [ "$failed" != 0 ]; then
    echo "FAILED  $1: $passed passed, $failed failed"
    cat "$OUT/$1.log"
    { echo "$1:" && tail -n +2 <<<"$counts"; } >>"$OUT/failures"
  else
    echo "ok      $1: $passed passed"
  fi
  PASSED=$((PASSED + passed))
  FAILED=$((FAILED + failed))
}

# run_all JOBS NAME…: so many at a time, reported in order.
run_all() {
  local jobs=$1 name
  shift
  RUNNING=()
  for name in "$@"; do
    while [ "$(jobs -rp | grep -cvE "^(${POSTGRES_PID:-0}|${REDIS_PID:-0})$" || true)" -ge "$jobs" ]; do wait -n || true; done
    run_program "$name" &
    RUNNING+=($!)
  done
  for pid in ${RUNNING[@]+"${RUNNING[@]}"}; do wait "$pid" || true; done
  RUNNING=()
  for name in "$@"; do report "$name"; done
}

need_git
need_dotnet
need_node
need_fonts
need_chromium
need_postgres
need_redis
cd "$ROOT"

check "packages as locked" restore || finish
check "build without warnings" build || finish
check "touch surfaces build" web || true
if [ ${#ONLY[@]} = 0 ]; then
  check "C# sources formatted" bash "$ROOT/scripts/format.sh" --check || true
  check "web types" web_types || true
  check "API document" lint_openapi || true
  (web_tests >"$OUT/web.log" 2>&1 </dev/null && echo 0 || echo 1) >"$OUT/web.code"
  report web
fi

start_services
export COWRY_TEST_WEB="$ROOT/.cowry/test/web"
COWRY_TEST_CHROMIUM=$(command -v chromium || command -v chromium-browser)
export COWRY_TEST_CHROMIUM

# Those that drive a browser or measure time have the machine to themselves.
together=()
alone=()
for project in tests/*/*.csproj; do
  name=$(basename "$project" .csproj)
  wanted "$name" || continue
  case $name in *Browser* | *Walk* | *Server.Tests) alone+=("$name") ;; *) together+=("$name") ;; esac
done
run_all 2 ${together[@]+"${together[@]}"}
run_all 1 ${alone[@]+"${alone[@]}"}
finish
