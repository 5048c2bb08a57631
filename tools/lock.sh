#!/bin/sh
# Locks requirements*.in into requirements*.txt.
set -eu
cd "$(dirname "$0")/.."
tools/environment.sh run
[ -x .tools/bin/uv ] || { .venv/bin/python -m venv .tools && .tools/bin/pip install --quiet uv; }
for name in requirements requirements-dev; do
    .tools/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
        --no-emit-index-url --no-emit-find-links "$name.in" -o "$name.txt"
done
