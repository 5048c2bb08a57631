#!/bin/sh
# Everything that has to hold: format, lint, types, layers, tests. pytest comes last, so that its closing line does too.
set -u
cd "$(dirname "$0")/.."
tools/environment.sh dev || exit 1
LEFT_OUT=$(tools/system.sh) || exit 1
# Somebody else's engine to compare with: good to have, no reason to fail where npm is not at hand.
if ! reason=$(tools/odk.sh); then
    LEFT_OUT="$LEFT_OUT${LEFT_OUT:+; }odk: $reason"
    echo "LEFT OUT the odk tests: $reason" >&2
fi
export LEFT_OUT
python=.venv/bin/python
failed=

check() { # name, command…
    echo "== $1"
    name=$1
    shift
    if ! told=$("$@" 2>&1); then
        echo "$told"
        failed="$failed $name"
    fi
}

# As modules: the scripts in .venv/bin remember the folder they were installed in.
check format $python -m ruff format --check -q .
check lint $python -m ruff check -q .
check types $python -m mypy bot handlers storage reports surveys people delivery workbooks simulator
check layers $python -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'
[ -z "$failed" ] || echo "FAILED before the tests:$failed"
echo "== tests"
$python -m pytest
code=$?
[ -z "$failed" ] || exit 1
exit $code
