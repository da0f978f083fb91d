#!/bin/sh
# Set up what `make run` or `make test` needs, and nothing that is already there.
# Usage: sh .setup/setup.sh run|test
set -eu
mode=${1:?run or test}
cd "$(dirname "$0")/.."

sh .setup/system.sh "$mode"
sh .setup/venv.sh "$mode"
