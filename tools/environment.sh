#!/bin/sh
# Makes .venv from the locked requirements: `environment.sh run` for the bot, `environment.sh dev` for its tests.
# Does nothing when that is done already. Whatever can go wrong is one sentence, in Russian for those who run the bot.
set -eu
cd "$(dirname "$0")/.."
what=${1:?run or dev}
lock=requirements.txt
[ "$what" = dev ] && lock=requirements-dev.txt

fail() { # Russian, English
    if [ "$what" = run ]; then echo "$1" >&2; else echo "$2" >&2; fi
    exit 1
}

digest() { cksum "$lock" | cut -d' ' -f1,2 | tr ' ' -; }
stamp=".venv/.installed-$what"
wanted=$(digest)
[ -x .venv/bin/python ] && [ "$(cat "$stamp" 2>/dev/null || :)" = "$wanted" ] && exit 0

python=
for candidate in ${PYTHON:-} python3.13 python3.12 python3.11 python3; do
    if command -v "$candidate" >/dev/null 2>&1 &&
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || fail \
    "Нужен Python 3.11 или новее: установите его и повторите." \
    "Python 3.11 or newer is needed: install it and try again."
[ -w . ] || fail \
    "В папку $(pwd) нельзя писать: скопируйте проект туда, где можно." \
    "The folder $(pwd) is read-only: copy the project somewhere else."
"$python" -c 'import ensurepip, venv' 2>/dev/null || fail \
    "Не хватает модуля venv: установите пакет python3-venv (в Debian и Astra: apt install python3-venv) и повторите." \
    "The module venv is missing: install the package python3-venv and try again."

log=$(mktemp) || fail \
    "Нет места во временной папке: освободите место на диске и повторите." \
    "No room in the temporary folder: free some disk space and try again."
trap 'rm -f "$log"' EXIT

explain() { # what failed: say why, if the log tells
    if grep -qi 'no space left' "$log"; then
        fail "На диске нет места: освободите около 500 МБ и повторите." "No space left on the disk: free some 500 MB."
    elif grep -qiE 'connection|resolve|timed out|network|no matching distribution' "$log"; then
        fail "Не удалось скачать библиотеки: проверьте доступ в интернет и повторите." \
            "The packages could not be downloaded: check the network and try again."
    fi
    tail -n 5 "$log" >&2
    fail "Не удалось подготовить окружение; последние строки журнала выше." \
        "The environment could not be prepared; the end of the log is above."
}

if ! .venv/bin/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Создаём окружение .venv…" >&2
    rm -rf .venv
    "$python" -m venv .venv >"$log" 2>&1 || explain
fi
rm -f "$stamp"
echo "Устанавливаем библиотеки ($lock), это займёт минуту…" >&2
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock" >"$log" 2>&1 || explain
echo "$wanted" >"$stamp"
# What the tests need contains what the bot needs.
[ "$what" = dev ] && lock=requirements.txt && digest >.venv/.installed-run
exit 0
