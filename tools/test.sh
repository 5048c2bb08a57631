#!/bin/sh
# Everything that has to hold: format, lint, types, layers, tests. pytest comes last, so that its closing line does too.
set -u
cd "$(dirname "$0")/.."
tools/environment.sh dev || exit 1
layers=$(tools/system.sh) || { echo "CI: a layer of the tests cannot be run here" >&2; exit 1; }
bin=.venv/bin
failed=

check() { # name, command…
    name=$1
    shift
    echo "== $name"
    if ! "$@" >.check.log 2>&1; then
        cat .check.log
        failed="$failed $name"
    fi
    rm -f .check.log
}

check format $bin/ruff format --check -q .
check lint $bin/ruff check -q .
check types $bin/mypy bot handlers storage surveys people delivery simulator
check layers $bin/lint-imports
[ -z "$failed" ] || echo "FAILED before the tests:$failed"
echo "== tests"
$bin/python -m pytest ${layers:+-m "$layers"} "$@"
code=$?
[ -z "$failed" ] || exit 1
exit $code
