# Sourced: builds what `demo` and `serve` run, once per state of the sources.
# shellcheck shell=bash

BUILDS="$ROOT/.cowry/build"

# What the build reads; anything else may change without a new build.
SOURCES=(src web Directory.Build.props Directory.Build.targets Directory.Packages.props global.json .editorconfig scripts/build.sh)

# A name for the sources as they lie here, committed or not.
sources_hash() {
  cd "$ROOT" || return 1
  if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    {
      git ls-files -s -- "${SOURCES[@]}"
      git diff --no-ext-diff --no-color --binary -- "${SOURCES[@]}"
      git ls-files -z --others --exclude-standard -- "${SOURCES[@]}" | xargs -0 -r sha1sum
    } | sha1sum | cut -c1-16
  else
    find "${SOURCES[@]}" \( -name node_modules -o -name bin -o -name obj -o -name dist \) -prune -o -type f -print0 2>/dev/null |
      sort -z | xargs -0 sha1sum | sha1sum | cut -c1-16
  fi
}

# Installs web/node_modules when it does not fit the lock file. Leaves a fitting one alone: a developer may be running from it.
web_packages() {
  local wanted
  wanted=$(sha1sum <"$ROOT/web/package-lock.json")
  [ "$(cat "$ROOT/web/node_modules/.cowry-lock" 2>/dev/null)" = "$wanted" ] && return 0
  say "Fetching the web packages"
  (cd "$ROOT/web" && npm ci --no-audit --no-fund --loglevel=error >&2) || die "npm ci failed in web/"
  printf '%s' "$wanted" >"$ROOT/web/node_modules/.cowry-lock"
}

# Puts the built touch surfaces into FOLDER/terminal.
build_web() {
  web_packages
  say "Building the terminal"
  (cd "$ROOT/web" && npm run --silent build >"$1.log" 2>&1) || { cat "$1.log" >&2 && die "the web build failed"; }
  rm -f "$1.log"
  mkdir -p "$1"
  cp -r "$ROOT/web/terminal/dist" "$1/terminal"
}

# publish PROJECT FOLDER: compiled ahead of time for this machine, since a shop's till should not wait for a compiler.
publish() {
  say "Building $1"
  dotnet publish "$ROOT/src/$1" --configuration Release --output "$2" --artifacts-path "$ROOT/.cowry/artifacts" --verbosity quiet \
    --no-self-contained -p:PublishReadyToRun=true -p:DebugType=embedded -p:GenerateDocumentationFile=false -p:RunAnalyzers=false >&2 ||
    die "building $1 failed"
}

# Sets BUILD to a folder with server/, sandbox/, demo/ and web/ made from the sources as they are.
ensure_build() {
  BUILD="$BUILDS/$(sources_hash)"
  if [ -f "$BUILD/complete" ]; then
    touch "$BUILD/complete"
    return 0
  fi
  need_dotnet
  need_node
  mkdir -p "$BUILDS"
  exec 9>"$BUILDS/lock"
  if command -v flock >/dev/null; then flock 9; fi
  if [ ! -f "$BUILD/complete" ]; then
    say "Building Cowry (the first start takes a few minutes, the next ones none)"
    rm -rf "$BUILD"
    mkdir -p "$BUILD"
    publish Cowry.Server "$BUILD/server"
    publish Cowry.Sandbox "$BUILD/sandbox"
    publish Cowry.Demo "$BUILD/demo"
    build_web "$BUILD/web"
    touch "$BUILD/complete"
    forget_old_builds
  fi
  exec 9>&-
}

# Keeps the four builds used last: one of them may be running.
forget_old_builds() {
  local old
  # shellcheck disable=SC2012
  ls -1dt "$BUILDS"/*/complete 2>/dev/null | tail -n +5 | while read -r old; do rm -rf "$(dirname "$old")"; done
}
