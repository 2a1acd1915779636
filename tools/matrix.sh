#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The tests on the QGIS of another Debian release, in a chroot under .matrix that is kept between runs. Needs root.
# usage: tools/matrix.sh trixie|sid [pytest arguments]      (trixie: QGIS 3.40, sid: QGIS 3.44)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
suite=$1
shift
root=$PWD/.matrix/$suite
packages="python3-qgis qgis qgis-providers gdal-bin git fonts-noto-cjk ca-certificates"
[ "$(id -u)" = 0 ] || { echo "chroots need root: sudo make matrix" >&2; exit 1; }

mounts=(proc sys dev/shm)
release() {
    local place
    for place in "${mounts[@]}"; do
        mountpoint -q "$root/$place" && umount "$root/$place" || true
    done
}
trap release EXIT

in_chroot() {
    chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
        DEBIAN_FRONTEND=noninteractive "$@"
}

if [ ! -e "$root/.debootstrapped" ]; then
    [ ! -e "$root" ] || rm -rf --one-file-system "$root"
    mkdir -p "$root"
    debootstrap --variant=minbase --include=ca-certificates "$suite" "$root" > /dev/null
    # No daemon is to start in there.
    printf '#!/bin/sh\nexit 101\n' > "$root/usr/sbin/policy-rc.d"
    chmod +x "$root/usr/sbin/policy-rc.d"
    touch "$root/.debootstrapped"
fi
cp /etc/resolv.conf "$root/etc/resolv.conf"
mkdir -p "$root/dev/shm"
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
mountpoint -q "$root/sys" || mount -t sysfs -o ro sys "$root/sys"
mountpoint -q "$root/dev/shm" || mount -t tmpfs tmpfs "$root/dev/shm"

if [ "$(cat "$root/.packages" 2>/dev/null)" != "$packages" ]; then
    in_chroot apt-get -qq -o Acquire::Check-Valid-Until=false -o Acquire::Retries=3 update
    # shellcheck disable=SC2086
    in_chroot apt-get -qq -o Dpkg::Use-Pty=0 install -y --no-install-recommends $packages > /dev/null
    echo "$packages" > "$root/.packages"
fi

# The test tools are fetched outside, for the chroot's Python: nothing in there needs the package index.
version=$(in_chroot python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')
if ! cmp -s tools/requirements-test.txt "$root/.requirements"; then
    rm -rf "$root/opt/site"
    .venv/bin/python -m pip --quiet --disable-pip-version-check install --target "$root/opt/site" \
        --python-version "$version" --only-binary=:all: -r tools/requirements-test.txt
    cp tools/requirements-test.txt "$root/.requirements"
fi

rm -rf "$root/opt/tanheng-checkout"
mkdir -p "$root/opt/tanheng-checkout"
git -c safe.directory='*' ls-files -co --exclude-standard -z |
    tar -c --null --ignore-failed-read -T - | tar -x -C "$root/opt/tanheng-checkout"
# The test of the zip packs what git sees.
git init -q "$root/opt/tanheng-checkout"

in_chroot python3 -c 'from qgis.core import Qgis; import sys; print("QGIS", Qgis.QGIS_VERSION, "Python", sys.version.split()[0])'
tests() {
    in_chroot PYTHONPATH=/opt/site PYTHONDONTWRITEBYTECODE=1 QT_QPA_PLATFORM=offscreen \
        sh -c 'cd /opt/tanheng-checkout && exec python3 -m pytest "$@"' pytest "$@"
}
status=0
tests -p no:pytest_qgis -p no:pytest-qt tests/unit "$@" || status=1
tests tests/qgis "$@" || status=1
exit "$status"
