#!/usr/bin/env bash
# Usage: ./cowry migrate NAME
#
# Adds a migration called NAME (like AddRefunds) to both databases' sets: src/Cowry.Server/Data/Sqlite/Migrations and
# src/Cowry.Server/Data/Postgres/Migrations. Read both before you commit them. A start of the server applies what is new.
set -euo pipefail
. "$ROOT/scripts/tools.sh"

case ${1:-} in
  -h | --help) help_of "$0" && exit 0 ;;
  [A-Z]*) name=$1 ;;
  *) die "a migration is named in PascalCase: ./cowry migrate AddRefunds" ;;
esac

need_dotnet
cd "$ROOT"
dotnet tool restore >/dev/null || die "dotnet-ef could not be restored"
dotnet build src/Cowry.Server --verbosity quiet >&2 || die "the server does not build"
for database in Sqlite Postgres; do
  dotnet ef migrations add "$name" --no-build --project src/Cowry.Server --context "${database}CowryContext" \
    --output-dir "Data/$database/Migrations" --namespace "Cowry.Server.Data.$database.Migrations"
done
say "Added $name to both sets; the next build compiles it."
