# SPDX-License-Identifier: GPL-2.0-or-later
"""What all algorithms of the provider share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFields,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterVectorLayer,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt import sip
from qgis.PyQt.QtGui import QIcon

from ..core.problems import Problem, RefusedInput, Severity
from ..core.progress import Cancelled
from ..core.table_parsing import RawTable
from ..layers.destination import (
    LayerFile,
    SinkWriter,
    WriteError,
    drop_table,
    is_file,
    refuse_own_source,
)
from ..layers.i18n import tr
from ..layers.messages import refusal, sentence
from ..layers.summary_tables import ResultTable
from ..layers.text_table import is_text_table, read_layer_table, read_text_table

MAX_SHOWN = 30


class TanhengAlgorithm(QgsProcessingAlgorithm):
    """Base: instances, icon, and one place that turns faults into sentences."""

    _refusal = ""

    def createInstance(self) -> TanhengAlgorithm:
        return type(self)()

    def icon(self) -> QIcon:
        return QIcon(self.svgIconPath())

    def svgIconPath(self) -> str:
        return str(Path(__file__).resolve().parent.parent / "resources" / "icons" / f"{self.name()}.svg")

    def checkParameterValues(
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[bool, str]:
        """Text tables are left to our own reader: OGR opens fewer of them and does not say what is wrong."""
        values = dict(parameters)
        for definition in self.parameterDefinitions():
            value = values.get(definition.name())
            is_table = isinstance(definition, QgsProcessingParameterVectorLayer)
            if is_table and isinstance(value, str) and is_text_table(value):
                values[definition.name()] = None
        return super().checkParameterValues(values, context)

    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        # What is raised here reaches scripts only as "there were errors": it is kept, and raised when running.
        self._refusal = ""

        def prepare() -> None:
            self._refuse_overwriting(parameters, context)
            self.prepare_with(parameters, context, feedback)

        try:
            self.guarded(prepare, feedback)
        except QgsProcessingException as error:
            self._refusal = str(error)
        return True

    def _refuse_overwriting(self, parameters: Mapping[str, Any], context: QgsProcessingContext) -> None:
        """Refuse any output that is the file of an input layer."""
        outputs = self.destinationParameterDefinitions()
        names = {definition.name() for definition in outputs}
        layers = [
            layer
            for definition in self.parameterDefinitions()
            if definition.name() not in names and parameters.get(definition.name()) not in (None, "")
            for layer in [self._input_layer(definition, parameters, context)]
            if layer is not None
        ]
        for definition in outputs:
            value = raw_destination(parameters.get(definition.name()))
            if isinstance(value, str) and value and is_file(value):
                refuse_own_source(value, layers)

    def _input_layer(
        self,
        definition: QgsProcessingParameterDefinition,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
    ) -> QgsVectorLayer | None:
        name = definition.name()
        if definition.type() not in ("source", "vector"):
            return None
        value = parameters[name]
        if isinstance(value, str) and is_text_table(value):
            return None
        return self.layer_behind(parameters, name, context)

    def prepare_with(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """What must happen on the thread that owns the layers; may raise what ``guarded`` knows."""

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        if self._refusal:
            raise QgsProcessingException(self._refusal)
        return self.guarded(lambda: self.run_with(parameters, context, feedback), feedback)

    def run_with(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """The work of the algorithm; may raise what ``guarded`` knows."""
        raise NotImplementedError

    def guarded(self, work: Callable[[], Any], feedback: QgsProcessingFeedback) -> Any:
        """Run a piece of work and turn what it raises into what Processing shows."""
        try:
            return work()
        except RefusedInput as refused:
            show_problems([p for p in refused.problems if p.severity is not Severity.ERROR], feedback)
            raise QgsProcessingException(refusal(refused.problems)) from refused
        except WriteError as error:
            text = tr("{destination} cannot be written: {reason}. Choose another folder or free some space.")
            raise QgsProcessingException(
                text.format(destination=error.destination, reason=error.reason)
            ) from error
        except Cancelled as cancelled:
            raise QgsProcessingException(tr("Cancelled. Nothing was written.")) from cancelled

    def layer_behind(
        self, parameters: Mapping[str, Any], name: str, context: QgsProcessingContext
    ) -> QgsVectorLayer | None:
        """The layer of a source parameter, also where only its selection is taken (QGIS 3.22 gives none then)."""
        value = parameters.get(name)
        if isinstance(value, QgsProcessingFeatureSourceDefinition):
            value = value.source
        return self.parameterAsVectorLayer({**parameters, name: value}, name, context)

    def described(self, parameter: QgsProcessingParameterDefinition, text: str) -> None:
        """Add a parameter with its help."""
        parameter.setHelp(text)
        self.addParameter(parameter)

    def add_layer_output(
        self,
        name: str,
        description: str,
        source_type: QgsProcessing.SourceType,
        text: str,
        optional: bool = False,
    ) -> None:
        """Add an output layer whose temporary form is a GeoPackage, so that large layers stay on disk."""
        parameter = QgsProcessingParameterFeatureSink(name, description, source_type, None, optional)
        parameter.setSupportsNonFileBasedOutput(False)
        self.described(parameter, text)

    def add_table_input(self, name: str, description: str, text: str) -> None:
        """Add an optional table: a layer, or the path of a text file."""
        parameter = QgsProcessingParameterVectorLayer(
            name, description, [QgsProcessing.SourceType.TypeVector], None, True
        )
        self.described(parameter, text)

    def table(
        self, parameters: Mapping[str, Any], name: str, context: QgsProcessingContext
    ) -> RawTable | None:
        """Read a table parameter; None when it is not given.

        Raises:
            RefusedInput: it cannot be read.
        """
        value = parameters.get(name)
        if value in (None, ""):
            return None
        if isinstance(value, str) and is_text_table(value):
            return read_text_table(Path(value))
        layer = self.parameterAsVectorLayer(parameters, name, context)
        if layer is None:
            raise QgsProcessingException(self.invalidSourceError(parameters, name))
        return read_layer_table(layer)

    def destination(
        self, parameters: Mapping[str, Any], name: str, context: QgsProcessingContext
    ) -> str | None:
        """Path of a file output; None where the output goes to a provider (memory, database)."""
        value = raw_destination(parameters.get(name))
        if isinstance(value, str) and value and not is_file(value):
            return None
        return self.parameterAsOutputLayer(parameters, name, context)

    @contextmanager
    def provider_sink(
        self,
        parameters: Mapping[str, Any],
        name: str,
        context: QgsProcessingContext,
        fields: QgsFields,
        wkb_type: QgsWkbTypes.Type = QgsWkbTypes.Type.NoGeometry,
        crs: QgsCoordinateReferenceSystem | None = None,
    ) -> Iterator[tuple[SinkWriter, str]]:
        """Open an output that is no file (memory, database); the table goes again if the block raises.

        Yields:
            Writer and identifier of the layer.
        """
        sink, identifier = self.parameterAsSink(
            parameters, name, context, fields, wkb_type, crs or QgsCoordinateReferenceSystem()
        )
        if sink is None:
            raise QgsProcessingException(self.invalidSinkError(parameters, name))
        try:
            yield SinkWriter(sink, name), str(identifier)
        except BaseException:
            # The driver must let go of the table first.
            sip.delete(sink)
            drop_table(str(raw_destination(parameters.get(name))), str(identifier))
            raise

    def write_table(
        self, parameters: Mapping[str, Any], name: str, context: QgsProcessingContext, table: ResultTable
    ) -> str | None:
        """Write a table output; None when it is not wanted."""
        if parameters.get(name) in (None, ""):
            return None
        path = self.destination(parameters, name, context)
        if path is None:
            with self.provider_sink(parameters, name, context, table.fields) as (writer, identifier):
                table.write(writer)
            return identifier
        with LayerFile(path, context) as file:
            table.write_file(file)
        return path


def raw_destination(value: object) -> object:
    """What a destination parameter was given, out of the wrapping that the toolbox puts around it."""
    return value.sink.staticValue() if isinstance(value, QgsProcessingOutputLayerDefinition) else value


def only_part(value: object) -> bool:
    """Whether a source parameter takes only a part of its layer (selection, limit, filter)."""
    if not isinstance(value, QgsProcessingFeatureSourceDefinition):
        return False
    filtered = getattr(value, "filterExpression", "")
    return bool(value.selectedFeaturesOnly or value.featureLimit != -1 or filtered)


def show_problems(problems: list[Problem], feedback: QgsProcessingFeedback) -> None:
    """Show problems in the log: warnings as such, the rest as information."""
    for found in problems[:MAX_SHOWN]:
        if found.severity is Severity.INFO:
            feedback.pushInfo(sentence(found))
        else:
            feedback.pushWarning(sentence(found))
    if len(problems) > MAX_SHOWN:
        feedback.pushInfo(
            tr("… and {number} more; see the issues table.").format(number=len(problems) - MAX_SHOWN)
        )
