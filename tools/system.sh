#!/bin/sh
# What the tests need from the system: Chromium and the PostgreSQL server's binaries, installed when we are root.
# Prints the layers of tests that cannot be run here, each with the reason; with CI=true that is a failure.
set -u

have_browser() { command -v chromium >/dev/null; }
have_postgres() { command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }

install() { # package
    echo "installing $1…" >&2
    [ -n "${updated:-}" ] || apt-get -qq update >&2
    updated=yes
    told=$(DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends \
        -o Dpkg::Options::=--force-confold "$1" 2>&1 </dev/null) || echo "$told" | tail -n 5 >&2
}

prevent_cluster() { # the package would start a server of its own; only the binaries are wanted
    [ -e /etc/postgresql-common/createcluster.conf ] && return
    mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
}

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

if may_install; then
    have_browser || install chromium
    have_postgres || { prevent_cluster && install postgresql; }
fi

left_out=
leave_out() { # layer, program
    reason="$2 is not installed"
    may_install || reason="$reason, and only root can install it with apt-get"
    left_out="$left_out${left_out:+; }$1: $reason"
    echo "LEFT OUT the $1 tests: $reason" >&2
}
have_browser || leave_out browser Chromium
have_postgres || leave_out postgres 'a PostgreSQL server'

echo "$left_out"
if [ -n "$left_out" ] && [ "${CI:-}" = true ]; then
    echo "With CI=true no layer may be left out." >&2
    exit 1
fi
