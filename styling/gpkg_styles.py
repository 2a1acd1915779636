# SPDX-License-Identifier: GPL-2.0-or-later
"""Styles and a project inside a GeoPackage, so that the file opens styled on another computer.

Main thread only: both change layers and projects.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsLayerTreeLayer,
    QgsMapLayer,
    QgsPathResolver,
    QgsProject,
    QgsReferencedRectangle,
    QgsVectorLayer,
)

from ..layers.i18n import tr
from .symbology import add_all_styles

PROJECT_NAME = "tanheng"


def store_styles(layer: QgsVectorLayer) -> None:
    """Write every named style of a layer into the `layer_styles` table of its GeoPackage.

    The style that is current becomes the default, which QGIS applies by itself. Aliases are part of each style.

    Args:
        layer: layer of a GeoPackage, styled by `add_all_styles`.

    Raises:
        OSError: the file could not be written; the text is the provider's.
    """
    manager = layer.styleManager()
    current = manager.currentStyle()
    try:
        # The default comes last: some providers clear the flag of the others only when it is set.
        for name in [*(style for style in manager.styles() if style != current), current]:
            manager.setCurrentStyle(name)
            _save_style(layer, name, is_default=name == current)
    finally:
        manager.setCurrentStyle(current)


def write_project_into_gpkg(
    gpkg_path: str | Path,
    layer_names: Sequence[str] = ("land_carbon",),
    *,
    scheme: str = "sandiao",
    emission_note: str = "",
    title: str = "",
    final_path: str | Path | None = None,
) -> None:
    """Store a QGIS project named `tanheng` in a GeoPackage, with its layers by relative path.

    Args:
        gpkg_path: GeoPackage that holds the layers; no other program may be writing to it.
        layer_names: its layers, topmost first. Those with result fields get all styles.
        scheme: scheme of the codes in `cls`.
        emission_note: translated remark for the emission and net styles.
        title: title of the project.
        final_path: name that the file will be given later in the same folder, where `gpkg_path` is temporary.

    Raises:
        OSError: a layer does not open, or the project could not be written.
    """
    path = Path(gpkg_path).resolve()
    project = QgsProject()
    project.setTitle(title)
    project.setFilePathStorage(Qgis.FilePathType.Relative)
    for name in layer_names:
        layer = QgsVectorLayer(f"{path.as_posix()}|layername={name}", name, "ogr")
        if not layer.isValid():
            raise OSError(tr("Layer {layer} of {file} does not open.").format(layer=name, file=path.name))
        _add_layer(project, layer, scheme, emission_note)
    # Without this a project opens on the whole world.
    first = project.layerTreeRoot().layerOrder()
    if first and first[0].isSpatial():
        project.setCrs(first[0].crs())
        project.viewSettings().setDefaultViewExtent(_view_of(first[0]))
    if not _write(project, path, Path(final_path).resolve() if final_path else path):
        raise OSError(project.error() or tr("The project could not be written."))
    # Lets go of the file before it is moved.
    project.clear()


def project_uri(gpkg_path: str | Path) -> str:
    """Address of the stored project, for `QgsProject.read`."""
    return f"geopackage:{Path(gpkg_path).resolve().as_posix()}?projectName={PROJECT_NAME}"


def _save_style(layer: QgsVectorLayer, name: str, is_default: bool) -> None:
    if hasattr(layer, "saveStyleToDatabaseV2"):
        results, error = layer.saveStyleToDatabaseV2(name, "", is_default, "")
        kinds = QgsMapLayer.SaveStyleResult
        # SLD cannot say everything that a QGIS style says; what counts is that the style is in the file.
        failed = bool(results & kinds.QmlGenerationFailed) or bool(results & kinds.DatabaseWriteFailed)
    else:
        error = layer.saveStyleToDatabase(name, "", is_default, "")
        failed = bool(error)
    if failed:
        raise OSError(error)


def _add_layer(project: QgsProject, layer: QgsVectorLayer, scheme: str, emission_note: str) -> None:
    """Add a layer below the earlier ones, styled where it is a result layer."""
    if layer.isSpatial():
        add_all_styles(layer, scheme, emission_note)
    # The project's own insertion point would put each new layer on top.
    project.addMapLayer(layer, False)
    node = QgsLayerTreeLayer(layer)
    project.layerTreeRoot().addChildNode(node)


def _view_of(layer: QgsVectorLayer) -> QgsReferencedRectangle:
    extent = layer.extent()
    extent.scale(1.05)
    return QgsReferencedRectangle(extent, layer.crs())


def _write(project: QgsProject, path: Path, final_path: Path) -> bool:
    """Write the project; sources that name `path` are stored under the later name of the file."""
    if final_path == path:
        return bool(project.write(project_uri(path)))

    def renamed(source: str) -> str:
        return source.replace(path.as_posix(), path.with_name(final_path.name).as_posix())

    writer = QgsPathResolver.setPathWriter(renamed)
    try:
        return bool(project.write(project_uri(path)))
    finally:
        QgsPathResolver.removePathWriter(writer)
