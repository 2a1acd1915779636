#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A picture of the real QGIS desktop with this checkout as plugin, in a throw-away profile on a virtual screen.
# usage: tools/gui_run.sh LOCALE OUT.png "LAYER_OR_PROJECT" [STYLE]
#   LOCALE  en_US, zh-Hans (QGIS's name for Simplified Chinese), ...
#   LAYER   file.gpkg|layername=x, or a project (file.qgz, geopackage:file.gpkg?projectName=x), or '' for none
#   STYLE   name of a style stored in the layer's GeoPackage; empty: the default one
# Environment: WIDTH, HEIGHT (1600 x 1000), CANVAS_ONLY=1 (map without the dock), SECONDS_MAX (170)
set -euo pipefail
locale=$1 out=$2 layer=${3:-} style=${4:-}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
mkdir -p "$(dirname "$out")"
out=$(cd "$(dirname "$out")" && pwd)/$(basename "$out")

home=$(mktemp -d "${TMPDIR:-/tmp}/tanheng-gui.XXXXXX")
screen= manager=
finish() {
    [ -z "$manager" ] || kill "$manager" 2>/dev/null || true
    [ -z "$screen" ] || kill "$screen" 2>/dev/null || true
    rm -rf "$home"
}
trap finish EXIT

profile=$home/profiles/default
mkdir -p "$profile/QGIS" "$profile/python/plugins" "$home/run"
chmod 700 "$home/run"
ln -s "$root" "$profile/python/plugins/tanheng"
cat > "$profile/QGIS/QGIS3.ini" <<INI
[PythonPlugins]
tanheng=true
processing=true
db_manager=false
MetaSearch=false
[app]
askToSaveMemoryLayers=false
[core]
NewsFeed\\httpsfeedqgisorg\\disabled=true
[qgis]
checkVersion=false
askToSaveProjectChanges=false
enableMacros=Never
[locale]
overrideFlag=true
userLocale=$locale
INI

# Xvfb chooses a free display itself and writes its number to descriptor 3.
exec 3> "$home/display"
Xvfb -displayfd 3 -screen 0 "${WIDTH:-1600}x${HEIGHT:-1000}x24" -nolisten tcp > /dev/null 2>&1 &
screen=$!
for _ in $(seq 1 100); do [ -s "$home/display" ] && break; sleep 0.1; done
exec 3>&-
DISPLAY=:$(cat "$home/display")
export DISPLAY
openbox > /dev/null 2>&1 &
manager=$!

rm -f "$out"
status=0
HOME=$home XDG_RUNTIME_DIR=$home/run LANG=C.UTF-8 LC_ALL=C.UTF-8 QT_QPA_PLATFORM=xcb LIBGL_ALWAYS_SOFTWARE=1 NO_AT_BRIDGE=1 \
    TANHENG_SHOT_OUT=$out TANHENG_SHOT_LAYER=$layer TANHENG_SHOT_STYLE=$style \
    timeout "${SECONDS_MAX:-170}" qgis --profiles-path "$home" --nologo --noversioncheck \
    --code "$root/tools/gui_shot.py" > "$home/qgis.log" 2>&1 || status=$?
if [ ! -s "$out" ] || [ "$status" != 0 ]; then
    tail -n 40 "$home/qgis.log" >&2
    echo "no picture (QGIS ended $status)" >&2
    exit 1
fi
echo "$out"
