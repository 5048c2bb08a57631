#!/bin/sh
# Puts ODK's own form engine into .tools/odk, for the differential test; pinned, and checked against its digest.
# Fails with one line when npm or its registry is not at hand.
set -eu
cd "$(dirname "$0")/.."
package=@getodk/xforms-engine
version=0.22.0
digest=092a559ebb4d5a121a0ac8aff126e5c0913d2e5f25d9b87eef825551cd760913fa73dd0eda7a33b5876044f1dbc7d68aa0036bf83d20c62db7abe21876ee96cd
folder=.tools/odk/$version
[ -f "$folder/index.js" ] && exit 0

fail() {
    echo "$1"
    exit 1
}

command -v npm >/dev/null || fail "npm is not installed"
fetched=$(mktemp -d)
trap 'rm -rf "$fetched"' EXIT
# Without a network npm would try for minutes.
(cd "$fetched" && npm pack --silent --fetch-retries=1 --fetch-timeout=30000 "$package@$version" >/dev/null 2>&1) ||
    fail "npm cannot fetch $package"
file=$(ls "$fetched"/*.tgz)
[ "$(sha512sum "$file" | cut -d' ' -f1)" = "$digest" ] || fail "$package $version is not the package it was"
tar -xzf "$file" -C "$fetched" package/dist/index.js package/package.json
mkdir -p "$(dirname "$folder")"
rm -rf "$folder"
mv "$fetched/package/dist" "$folder"
