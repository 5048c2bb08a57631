#!/bin/sh
# What the tests need from the system: Chromium and the PostgreSQL server's binaries. Installed when we are root;
# otherwise the layer is left out and said so. With CI=true leaving a layer out is a failure.
# Prints the pytest marker expression of what can be run.
set -u
have_chromium() { command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1; }
have_postgres() { command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }

install() { # package
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
    [ -n "${updated:-}" ] || { apt-get -qq update >&2 && updated=yes; }
    echo "installing $1…" >&2
    DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$1" >/dev/null 2>&1
}

left_out=
have_chromium || install chromium
have_chromium || left_out="$left_out browser"
if ! have_postgres; then
    # The package would start a server of its own; only the binaries are wanted.
    if [ "$(id -u)" = 0 ] && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
        mkdir -p /etc/postgresql-common && echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
    fi
    install postgresql
fi
have_postgres || left_out="$left_out postgres"

expression=
for layer in $left_out; do
    echo "LEFT OUT: the $layer tests — the program is not installed, and only root may install it" >&2
    expression="${expression:+$expression and }not $layer"
done
echo "$expression"
[ -z "$left_out" ] || [ "${CI:-}" != true ]
