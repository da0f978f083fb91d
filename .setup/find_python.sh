#!/bin/sh
# Print the first Python that can carry gaitcoach: 3.11 or newer, able to make a venv with pip.
# Debian's python3 lacks ensurepip until python3-venv is installed.
# Exits 1 and prints nothing when there is none.
set -eu

for name in python3 python3.13 python3.12 python3.11 python3.14; do
    if "$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
        >/dev/null 2>&1; then
        command -v "$name"
        exit 0
    fi
done
exit 1
