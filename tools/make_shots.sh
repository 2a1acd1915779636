#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# All pictures of docs/images from the sample: the maps of an assessment and the QGIS desktop, in both languages.
# usage: tools/make_shots.sh [PYTHON]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
python=${1:-/usr/bin/python3}
for language in en zh; do
    [ "$language" = en ] && locale=en_US || locale=zh_CN
    [ "$language" = en ] && desktop=en_US || desktop=zh-Hans
    out=build/shots_$language
    "$python" tools/headless.py --locale "$locale" run tanheng:assess \
        STUDY=resources/sample/study.json OUTPUT_FOLDER="$out" >/dev/null
    for theme in sink emission net landuse; do
        cp "$out/map_$theme.png" "docs/images/map_${theme}_$language.png"
    done
    tools/gui_run.sh "$desktop" "docs/images/desktop_$language.png" "$out/carbon.gpkg|layername=land_carbon"
done
