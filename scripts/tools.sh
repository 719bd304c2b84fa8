# Sourced: finds the tools that a command needs and installs what the distribution has.
# shellcheck shell=bash

# Nothing that we run reports home, prints a banner or asks.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
export NPM_CONFIG_FUND=false NPM_CONFIG_AUDIT=false NPM_CONFIG_UPDATE_NOTIFIER=false

say() { printf '%s\n' "$*" >&2; }

die() {
  say "cowry: $*"
  exit 1
}

# A script's help is its leading comment.
help_of() { sed -n '2,/^[^#]/{s/^# \{0,1\}//p}' "$1"; }

# apt_install WHAT PACKAGE…: installs, or fails with one line that says what is missing.
apt_install() {
  local what=$1 sudo=()
  shift
  if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo=(sudo -n); else sudo=(false); fi
  fi
  if ! command -v apt-get >/dev/null || [ "${sudo[0]:-}" = false ]; then
    say "cowry: $what is missing; install it (Debian and Ubuntu: sudo apt-get install $*)"
    return 1
  fi
  say "Installing $what ($*)"
  local log
  log=$(mktemp)
  if "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >"$log" 2>&1 ||
    { "${sudo[@]}" apt-get update -qq >>"$log" 2>&1 &&
      "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >>"$log" 2>&1; }; then
    rm -f "$log"
    return 0
  fi
  tail -n 5 "$log" >&2
  rm -f "$log"
  say "cowry: $what is missing and the packages $* could not be installed"
  return 1
}

has_dotnet() { command -v dotnet >/dev/null && dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; }

need_dotnet() {
  has_dotnet || apt_install "the .NET 10 SDK" dotnet-sdk-10.0 || exit 1
  has_dotnet || die "the .NET 10 SDK is missing"
}

has_node() {
  command -v npm >/dev/null && command -v node >/dev/null &&
    node -e 'const [a,b]=process.versions.node.split(".").map(Number);process.exit(a>20||(a===20&&b>=19)?0:1)'
}

need_node() {
  has_node || apt_install "Node 20.19 or newer with npm" nodejs npm || exit 1
  has_node || die "Node 20.19 or newer with npm is missing (found: $(node --version 2>/dev/null || echo none))"
}

need_git() { command -v git >/dev/null || apt_install "git" git || exit 1; }

# Receipts and their previews are drawn with a face that has Chinese; without one they show boxes, so this never stops a start.
want_fonts() {
  local folder
  for folder in /usr/share/fonts/opentype/noto /usr/share/fonts/noto-cjk /usr/share/fonts/truetype/noto; do
    compgen -G "$folder/Noto*CJK*" >/dev/null && return 0
  done
  apt_install "a Chinese font for receipts" fonts-noto-cjk || say "Receipts will not show Chinese until fonts-noto-cjk is installed."
}

need_fonts() { compgen -G "/usr/share/fonts/opentype/noto/Noto*CJK*" >/dev/null || apt_install "a Chinese font" fonts-noto-cjk || exit 1; }

need_chromium() {
  command -v chromium >/dev/null || command -v chromium-browser >/dev/null || apt_install "Chromium" chromium || exit 1
}

postgres_bin() {
  local folder
  for folder in $(compgen -G "/usr/lib/postgresql/*/bin" | sort -V -r) "$(dirname "$(command -v initdb 2>/dev/null || echo /none)")"; do
    [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ] && echo "$folder" && return 0
  done
  return 1
}

need_postgres() { postgres_bin >/dev/null || apt_install "PostgreSQL" postgresql || exit 1; }

need_redis() { command -v redis-server >/dev/null || apt_install "Redis" redis-server || exit 1; }

# A loopback port that nobody listens on.
free_port() {
  local port
  for _ in $(seq 200); do
    port=$((20000 + RANDOM % 10000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port"
      return 0
    fi
  done
  die "no free port found"
}
