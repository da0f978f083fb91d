#!/bin/sh
# Make .venv with gaitcoach in it (and its test tools), once for each state of the set-up files.
# Usage: sh .setup/venv.sh run|test
set -eu
mode=${1:?run or test}
python=.venv/bin/python
unfinished=.venv/.unfinished # there while a set-up is under way: cut off, it is started afresh
stamp=.venv/.set-up-for-$mode

# A changed dependency, a changed set-up script or a moved folder asks for a new set-up.
state=$({ pwd; cat pyproject.toml .setup/*.sh; } | cksum)

is_done() {
    [ -x "$python" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$state" ]
}

is_sound() {
    [ ! -e "$unfinished" ] &&
        "$python" -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

make_venv() {
    if ! base=$(sh .setup/find_python.sh); then
        {
            echo "gaitcoach needs Python 3.11 or newer with venv; found: $(python3 -V 2>&1 || true)."
            echo "Ubuntu 22.04: sudo apt-get install python3.11-venv.   macOS: brew install python."
        } >&2
        exit 2
    fi
    rm -rf .venv
    mkdir .venv
    : >"$unfinished"
    "$base" -m venv .venv
}

pip_install() {
    if [ -t 1 ]; then quiet=; else quiet=-q; fi
    "$python" -m pip install $quiet --disable-pip-version-check "$@"
}

install_gaitcoach() {
    if [ "$mode" = run ]; then
        pip_install -e .
        return
    fi
    # Dependency groups came with pip 25.1.
    if ! "$python" -m pip install --help | grep -q -e '--group'; then
        pip_install --upgrade pip
    fi
    pip_install -e '.[phone]' --group dev
}

if is_done; then
    exit 0
fi
echo "gaitcoach: setting up .venv (once; some 700 MB, a few minutes on a slow line)."
is_sound || make_venv
: >"$unfinished"
if ! install_gaitcoach; then
    {
        echo "gaitcoach: the Python packages could not be installed (see above)."
        echo "Check the network and the free disk space, then run the same command again."
    } >&2
    exit 1
fi
echo "$state" >"$stamp"
rm -f "$unfinished"
echo "gaitcoach: set up."
