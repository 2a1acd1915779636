# SPDX-License-Identifier: GPL-2.0-or-later
"""Styles and a project inside a GeoPackage, so that the file opens styled on another computer.

Main thread only: both change layers and projects.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from osgeo import gdal
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
_JOURNAL_OPTION = "OGR_SQLITE_JOURNAL"


def store_styles(layer: QgsVectorLayer) -> None:
    """Write every named style of a layer into the `layer_styles` table of its GeoPackage.

    The current style becomes the default, which QGIS applies by itself. Aliases are part of each style.

    Args:
        layer: layer of a GeoPackage, styled by `add_all_styles`.

    Raises:
        OSError: the file could not be written; the text is the provider's.
    """
    manager = layer.styleManager()
    current = manager.currentStyle()
    _remove_stored(layer, set(manager.styles()))
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

    The layers are opened here; those with result fields get all styles, in the project and in `layer_styles`.
    Afterwards no journal file is left beside the GeoPackage, so that it can be renamed or copied.

    Args:
        gpkg_path: GeoPackage that holds the layers; nothing else may have it open.
        layer_names: its layers, topmost first.
        scheme: scheme of the codes in `cls`.
        emission_note: translated remark for the emission and net styles.
        title: title of the project.
        final_path: name that the file will be given later in the same folder, where `gpkg_path` is temporary.

    Raises:
        OSError: a layer does not open, or the project could not be written.
    """
    path = Path(gpkg_path).resolve()
    with _plain_journal():
        project = QgsProject()
        project.setTitle(title)
        project.setFilePathStorage(Qgis.FilePathType.Relative)
        for name in layer_names:
            layer = QgsVectorLayer(f"{path.as_posix()}|layername={name}", name, "ogr")
            if not layer.isValid():
                raise OSError(tr("Layer {layer} of {file} does not open.").format(layer=name, file=path.name))
            if layer.isSpatial() and add_all_styles(layer, scheme, emission_note):
                store_styles(layer)
            project.addMapLayer(layer, False)
            project.layerTreeRoot().addChildNode(QgsLayerTreeLayer(layer))
            # Without this a project opens on the whole world.
            if layer.isSpatial() and not project.crs().isValid():
                project.setCrs(layer.crs())
                project.viewSettings().setDefaultViewExtent(_view_of(layer))
        written = _write(project, path, Path(final_path).resolve() if final_path else path)
        error = project.error()
        project.clear()
    if not written:
        raise OSError(error or tr("The project could not be written."))


def project_uri(gpkg_path: str | Path) -> str:
    """Address of the stored project, for `QgsProject.read`."""
    return f"geopackage:{Path(gpkg_path).resolve().as_posix()}?projectName={PROJECT_NAME}"


def _remove_stored(layer: QgsVectorLayer, names: set[str]) -> None:
    """Remove stored styles of the same names: QGIS 3.22 would ask in a dialog whether to overwrite them."""
    related, ids, stored, _, _ = layer.listStylesInDatabase()
    # Styles of other layers follow those of this one.
    for style_id, name in list(zip(ids, stored))[: max(related, 0)]:
        if name in names:
            removed, error = layer.deleteStyleFromDatabase(style_id)
            if not removed:
                raise OSError(error)


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


@contextmanager
def _plain_journal() -> Iterator[None]:
    """Keep QGIS from opening GeoPackages in WAL mode, which scatters the data over three files."""
    # GDAL 3.6 has no Python call for one thread only; the main thread is the only one to open files here.
    before = gdal.GetConfigOption(_JOURNAL_OPTION)
    gdal.SetConfigOption(_JOURNAL_OPTION, "DELETE")
    try:
        yield
    finally:
        gdal.SetConfigOption(_JOURNAL_OPTION, before)
