#!/usr/bin/env bash
# Usage: ./cowry format [--check]
#
# Formats the C# and web sources by .editorconfig and the web's own rules. With --check it changes nothing and fails when
# something would change; ./cowry test does that.
set -euo pipefail
. "$ROOT/scripts/tools.sh"
. "$ROOT/scripts/build.sh"

check=
case ${1:-} in
  "") ;;
  --check) check=yes ;;
  -h | --help) help_of "$0" && exit 0 ;;
  *) die "format does not know \"$1\" (./cowry format --help)" ;;
esac

# Whitespace only, by folder: it needs no compilation. Style rules are warnings of the build, and those are errors.
format_csharp() {
  cd "$ROOT"
  local places=()
  for place in src tests bench apps; do [ -d "$place" ] && places+=(--include "$place/"); done
  dotnet format whitespace . --folder "${places[@]}" --exclude '**/Migrations/' '**/obj/' '**/bin/' '**/node_modules/' "$@"
}

need_dotnet
need_node
web_packages
if [ -n "$check" ]; then
  format_csharp --verify-no-changes
  (cd "$ROOT/web" && npm run --silent lint)
else
  format_csharp
  (cd "$ROOT/web" && npm run --silent lint -- --fix)
fi
