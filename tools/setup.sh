#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Installs what a make target needs and is missing; silent and quick where nothing is.
# usage: tools/setup.sh demo|test|lint|strings|gui|matrix
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

PYTHON=${PYTHON:-/usr/bin/python3}
QGIS="python3-qgis qgis-providers"

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

missing() {
    local package
    for package in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || echo "$package"
    done
}

# apt-get, patient with a lock and with the network, silent unless it fails.
apt() {
    local log status=0
    log=$(mktemp)
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 -qq "$@" \
        > "$log" 2>&1 || status=$?
    [ "$status" = 0 ] || tail -n 30 "$log" >&2
    rm -f "$log"
    return "$status"
}

# Debian and Ubuntu packages by name; elsewhere only a look whether QGIS can be imported.
need() {
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        "$PYTHON" -c 'import qgis.core' 2>/dev/null && return
        echo "$PYTHON cannot import qgis. Install QGIS 3.22 or newer with its Python, or set PYTHON; see README.md." >&2
        exit 1
    fi
    local wanted
    wanted=$(missing "$@")
    [ -n "$wanted" ] || return 0
    echo "Installing:" $wanted
    apt update
    # shellcheck disable=SC2086
    apt install -y --no-install-recommends $wanted
}

# The same for packages without which only some tests are skipped.
want() {
    (need "$@") || echo "Could not install $*: the tests that need it will be skipped." >&2
}

# A virtual environment that sees QGIS's Python packages, with one requirements file more.
venv() {
    local list=$1 done_list=.venv/.$(basename "$1")
    cmp -s "$list" "$done_list" && .venv/bin/python -c '' 2>/dev/null && return
    .venv/bin/python -c '' 2>/dev/null || { rm -rf .venv; "$PYTHON" -m venv --system-site-packages .venv; }
    .venv/bin/python -m pip --quiet --disable-pip-version-check install -r "$list"
    cp "$list" "$done_list"
}

case ${1:-} in
demo)
    need $QGIS fonts-noto-cjk
    ;;
test)
    need $QGIS qgis gdal-bin python3-venv ca-certificates git fonts-noto-cjk
    want postgresql postgresql-postgis
    venv tools/requirements-test.txt
    ;;
lint)
    need $QGIS python3-venv ca-certificates git
    venv tools/requirements-test.txt
    venv tools/requirements-lint.txt
    ;;
strings)
    need qttools5-dev-tools
    ;;
gui)
    need $QGIS qgis xvfb xauth openbox fonts-noto-cjk fonts-open-sans fonts-dejavu-core
    ;;
matrix)
    need debootstrap git python3-venv ca-certificates
    venv tools/requirements-test.txt
    ;;
*)
    sed -n 3,4p "$0" >&2
    exit 2
    ;;
esac
