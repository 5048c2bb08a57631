#!/bin/sh
# Makes .venv from the locked requirements: `environment.sh run` for the bot, `environment.sh dev` for its tests.
# Takes milliseconds when that is done already. Whatever can go wrong is one sentence, in Russian for those who run the
# bot, in English for those who develop it.
set -eu
cd "$(dirname "$0")/.."
what=${1:?run or dev}
lock=requirements.txt
[ "$what" = run ] || lock=requirements-dev.txt
log=.venv/install.log
# Holds the number of the installing process; what it leaves behind when killed cannot be trusted.
marker=.venv/.installing

say() { # Russian, English
    if [ "$what" = run ]; then echo "$1" >&2; else echo "$2" >&2; fi
}

fail() { # Russian, English
    say "$1" "$2"
    exit 1
}

is_ready() {
    [ -x .venv/bin/python ] && [ ! -e $marker ] && [ "$(cat ".venv/.installed-$what" 2>/dev/null)" = "$(cksum <"$lock")" ]
}

find_python() { # sets python; one with venv is better than one without
    python= bare=
    for candidate in ${PYTHON:-} python3.13 python3.12 python3.11 python3; do
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
        bare=$candidate
        "$candidate" -c 'import ensurepip, venv' 2>/dev/null || continue
        python=$candidate
        return
    done
    [ -n "$bare" ] || fail \
        "Нужен Python 3.11 или новее: установите его и повторите." \
        "Python 3.11 or newer is needed: install it and try again."
    fail \
        "Не хватает модуля venv: установите пакет python3-venv (в Debian и Astra: apt install python3-venv) и повторите." \
        "The module venv is missing: install it (on Debian: apt install python3-venv) and try again."
}

check_writable() {
    [ -w . ] || fail \
        "В папку $(pwd) нельзя писать: скопируйте проект туда, где можно, и повторите." \
        "The folder $(pwd) is read-only: copy the project to where you may write and try again."
    [ ! -e .venv ] || [ -w .venv ] || fail \
        "Папку .venv создал другой пользователь: удалите её и повторите." \
        "The folder .venv belongs to somebody else: remove it and try again."
}

check_alone() {
    other=$(cat $marker 2>/dev/null) || return 0
    ps -p "${other:-0}" -o args= 2>/dev/null | grep -q environment.sh || return 0
    fail \
        "Библиотеки уже устанавливаются в другом окне: дождитесь конца и повторите." \
        "Another installation is running here: wait for it and try again."
}

is_full() { # less than 50 MB left
    [ "$(df -Pk . | awk 'NR == 2 {print $4}')" -lt 50000 ]
}

explain() { # after a failure: why, if it can be told
    if is_full || grep -qiE 'no space left|quota exceeded' $log 2>/dev/null; then
        fail \
            "На диске нет места: освободите около 1 ГБ и повторите." \
            "No space left on the disk: free about 1 GB and try again."
    elif grep -qiE 'connection|resolve|timed out|network|no matching distribution' $log 2>/dev/null; then
        fail \
            "Не удалось скачать библиотеки: проверьте доступ в интернет и повторите." \
            "The packages could not be downloaded: check the network and try again."
    fi
    tail -n 5 $log >&2 2>/dev/null || :
    fail "Не удалось подготовить окружение: подробности выше и в $log." \
        "The environment could not be prepared: see above and $log."
}

make_venv() {
    say "Создаём окружение .venv…" "making .venv…"
    rm -rf .venv
    mkdir -p .venv 2>/dev/null && echo $$ 2>/dev/null >$marker || explain
    "$python" -m venv .venv >$log 2>&1 || explain
}

install() {
    say "Устанавливаем библиотеки, это займёт минуту-другую…" "installing $lock…"
    rm -f .venv/.installed-*
    # Unpacked beside its destination: a small /tmp is no reason to fail.
    mkdir -p .venv/tmp
    TMPDIR=$PWD/.venv/tmp .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
        --require-hashes -r "$lock" >$log 2>&1 || explain
    rm -rf .venv/tmp
}

is_ready && exit 0
check_writable
check_alone
if [ -e $marker ] || ! .venv/bin/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    find_python
    make_venv
fi
echo $$ >$marker
install
cksum <"$lock" >".venv/.installed-$what"
# What the tests need contains what the bot needs.
[ "$what" = run ] || cksum <requirements.txt >.venv/.installed-run
rm -f $marker
