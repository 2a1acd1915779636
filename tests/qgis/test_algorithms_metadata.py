# SPDX-License-Identifier: GPL-2.0-or-later
"""What users' models and scripts rest on: ids, names of parameters and outputs, help, and how values are spelled."""

from __future__ import annotations

import re

import pytest
import small_land
from qgis.core import (
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProject,
)

from tanheng.algorithms.provider import TanhengProvider

LAND = (
    "INPUT CODE_FIELD NAME_FIELD SCHEME CLASS_MAP AREA_FIELD AREA_UNIT DEDUCT_FIELD AREA_IS_NET GROUP_FIELD"
    " GROUP_CHARS GROUP_NAMES ENCODING"
).split()
#: As the contract has them; SECTOR_SHARES and CHECK_TOPOLOGY were added as optional ones.
PARAMETERS = {
    "check": {*LAND, "SINK_TABLE", "CHECK_TOPOLOGY", "OUTPUT", "ISSUES"},
    "landcarbon": {
        *LAND, "WEIGHT_FIELD", "SINK_TABLE", "INTENSITY_TABLE", "LINK_TABLE", "INVENTORY", "CITY_TOTAL",
        "SECTOR_SHARES", "OFFICIAL_AREAS", "OUTPUT", "SUMMARY", "GROUPS", "ISSUES",
    },
    "ellipsoidarea": {"INPUT", "OUTPUT"},
    "inventory": {
        "INPUT", "SHEET", "YEAR", "METHOD", "ELECTRICITY", "POWER_VIEW", "GRID_AREA", "GRID_FACTOR", "FEEDSTOCK",
        "STORAGE_RATE", "FURNACE_GAS", "STANDARD_COAL", "FACTOR_SET", "FACTORS", "SHARES", "ACTIVITY", "GWP", "OUTPUT",
        "MEMO", "RECOGNITION", "ISSUES",
    },
    "projection": {
        "SERIES", "TARGET_YEAR", "POPULATION_WAN", "GDP_PER_CAPITA_WAN", "METHOD", "TARGET_SINK", "PRICE_BASE", "FLOOR",
        "CEILING", "INTENSITY_FACTOR", "EXTRA_DECLINE_PCT", "POPULATION_GROWTH_AFTER_PCT",
        "GDP_PC_GROWTH_AFTER_PCT", "PATH", "SCENARIOS", "OUTPUT", "ISSUES",
    },
    "assess": {"STUDY", "OUTPUT_FOLDER"},
}  # fmt: skip
REQUIRED = {
    "check": {"INPUT"},
    "landcarbon": {"INPUT", "OUTPUT"},
    "ellipsoidarea": {"INPUT", "OUTPUT"},
    "inventory": {"INPUT", "OUTPUT"},
    "projection": {"SERIES", "POPULATION_WAN", "GDP_PER_CAPITA_WAN", "OUTPUT"},
    "assess": {"STUDY", "OUTPUT_FOLDER"},
}
TOTALS = {
    "SINK_TOTAL": "outputNumber",
    "EMISSION_TOTAL": "outputNumber",
    "EMISSION_UNALLOCATED": "outputNumber",
    "NET_TOTAL": "outputNumber",
    "CALIBRATION_FACTOR": "outputNumber",
    "UNMAPPED_COUNT": "outputNumber",
    "UNMAPPED_AREA_HA": "outputNumber",
    "AREA_TOTAL_HA": "outputNumber",
}
OUTPUTS = {
    "check": {
        **dict.fromkeys(("OUTPUT", "ISSUES"), "outputVector"),
        **dict.fromkeys(
            "SCHEME CODE_FIELD NAME_FIELD AREA_FIELD DEDUCT_FIELD GROUP_FIELD ENCODING".split(),
            "outputString",
        ),
        "SCHEME_CERTAIN": "outputBoolean",
        **dict.fromkeys("POLYGONS UNMAPPED_COUNT UNMAPPED_AREA_HA AREA_TOTAL_HA".split(), "outputNumber"),
    },
    "landcarbon": {**dict.fromkeys(("OUTPUT", "SUMMARY", "GROUPS", "ISSUES"), "outputVector"), **TOTALS},
    "ellipsoidarea": {"OUTPUT": "outputVector", "AREA_TOTAL_HA": "outputNumber"},
    "inventory": {
        **dict.fromkeys(("OUTPUT", "MEMO", "RECOGNITION", "ISSUES"), "outputVector"),
        **dict.fromkeys(
            (
                "TOTAL TOTAL_ENERGY_CO2 TOTAL_INDIRECT REFERENCE_CO2 GAP_PERCENT PRINTED_TOTAL INVENTORY_YEAR"
            ).split(),
            "outputNumber",
        ),
    },
    "projection": {
        **dict.fromkeys(("OUTPUT", "ISSUES"), "outputVector"),
        **dict.fromkeys(
            "INTENSITY EMISSION EMISSION_LOW EMISSION_HIGH REDUCTION_TASK YEAR_MEETING_SINK".split(),
            "outputNumber",
        ),
    },
    "assess": {
        "OUTPUT_FOLDER": "outputFolder",
        "CARBON": "outputFile",
        "RUN": "outputFile",
        **TOTALS,
        "TARGET_EMISSION": "outputNumber",
        "REDUCTION_TASK": "outputNumber",
    },
}
NAMES = sorted(PARAMETERS)


@pytest.fixture(scope="module")
def provider(qgis_app):
    made = TanhengProvider()
    made.refreshAlgorithms()
    return made


@pytest.fixture(params=NAMES)
def algorithm(request, provider):
    return provider.algorithm(request.param).create()


def test_provider(provider):
    assert provider.id() == "tanheng"
    assert provider.name() == "Tanheng" and provider.longName()
    assert not provider.icon().isNull()
    assert [a.name() for a in provider.algorithms() if a.name() not in NAMES] == []
    assert sorted(a.id() for a in provider.algorithms()) == [f"tanheng:{name}" for name in NAMES]


def test_algorithm_says_what_it_does(algorithm):
    assert algorithm.displayName() and algorithm.displayName() != algorithm.name()
    assert len(algorithm.shortHelpString()) > 100
    assert not algorithm.icon().isNull()
    assert algorithm.create().name() == algorithm.name()
    assert algorithm.canExecute()[0]


def test_names_of_parameters_never_change(algorithm):
    definitions = {d.name(): d for d in algorithm.parameterDefinitions()}
    assert set(definitions) == PARAMETERS[algorithm.name()]
    optional = QgsProcessingParameterDefinition.Flag.FlagOptional
    required = {
        name for name, d in definitions.items() if not d.flags() & optional and d.defaultValue() is None
    }
    assert required == REQUIRED[algorithm.name()]


def test_every_parameter_is_described(algorithm):
    for definition in algorithm.parameterDefinitions():
        name = f"{algorithm.name()} {definition.name()}"
        assert re.fullmatch(r"[A-Z][A-Z_]*", definition.name()), name
        assert definition.description() and definition.description() != definition.name(), name
        assert len(definition.help()) > 10, name
        assert definition.help() != definition.description(), name


def test_outputs_are_typed(algorithm):
    found = {o.name(): o.type() for o in algorithm.outputDefinitions()}
    assert found == OUTPUTS[algorithm.name()]
    assert all(o.description() for o in algorithm.outputDefinitions())


def test_enums_take_static_strings_and_say_what_they_mean(algorithm):
    for definition in algorithm.parameterDefinitions():
        if isinstance(definition, QgsProcessingParameterEnum):
            assert definition.usesStaticStrings(), definition.name()
            assert definition.defaultValue() in definition.options()
            for option in definition.options():
                assert option in definition.help() or option in ("true", "false"), (definition.name(), option)


def test_enum_values_never_change(provider):
    options = {
        d.name(): d.options()
        for d in provider.algorithm("landcarbon").parameterDefinitions()
        if isinstance(d, QgsProcessingParameterEnum)
    }
    assert options == {
        "SCHEME": ["auto", "sandiao", "ydyh2020", "ydyh2023", "custom"],
        "AREA_UNIT": ["m2", "ha", "mu", "km2"],
        "AREA_IS_NET": ["auto", "true", "false"],
        "GROUP_CHARS": ["6", "9", "12", "0"],
    }


def test_temporary_layers_are_geopackages(algorithm):
    sinks = [d for d in algorithm.parameterDefinitions() if isinstance(d, QgsProcessingParameterFeatureSink)]
    for definition in sinks:
        assert definition.generateTemporaryDestination().endswith(".gpkg")
        assert not definition.supportsNonFileBasedOutput()


def test_sources_are_polygons(provider):
    for name in ("check", "landcarbon", "ellipsoidarea"):
        definition = provider.algorithm(name).parameterDefinition("INPUT")
        assert definition.dataTypes() == [QgsProcessing.SourceType.TypeVectorPolygon]


def test_only_assess_holds_the_main_thread(algorithm):
    no_threads = bool(algorithm.flags() & QgsProcessingAlgorithm.Flag.FlagNoThreading)
    assert no_threads == (algorithm.name() == "assess")


# ---- values as qgis_process, models and scripts spell them


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    return str(small_land.write(tmp_path_factory.mktemp("land") / "land.gpkg"))


def run(provider, name, **values):
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
    context.setProject(QgsProject.instance())
    made = provider.algorithm(name).create()
    fine, message = made.checkParameterValues(values, context)
    if not fine:
        raise QgsProcessingException(message)
    results, fine = made.run(values, context, feedback, {}, False)
    assert fine
    return results


#: TBMJ (22.84 ha) with KCMJ of 0.1 ha: as net the ridges come on top.
@pytest.mark.parametrize(
    ("value", "hectares"),
    [
        ("auto", 22.84), ("", 22.84), (None, 22.84), ("false", 22.84), ("False", 22.84), (False, 22.84), ("0", 22.84),
        ("true", 22.94), ("TRUE", 22.94), (True, 22.94), ("1", 22.94), (1, 22.94), ("yes", 22.94),
    ],
)  # fmt: skip
def test_area_is_net_in_any_spelling(provider, source, value, hectares):
    results = run(provider, "check", INPUT=source, AREA_FIELD="TBMJ", DEDUCT_FIELD="KCMJ", AREA_IS_NET=value)
    assert results["AREA_TOTAL_HA"] == pytest.approx(hectares, rel=1e-12)


@pytest.mark.parametrize(
    ("value", "units"), [("6", 2), (6, 2), (None, 2), ("9", 2), (12, 3), ("0", 3), (0, 3)]
)
def test_group_chars_as_number_and_text(provider, source, tmp_path, value, units):
    output, groups = tmp_path / "out.gpkg", tmp_path / "groups.csv"
    run(
        provider, "landcarbon", INPUT=source, CODE_FIELD="DLBM", GROUP_FIELD="ZLDWDM", GROUP_CHARS=value,
        OUTPUT=str(output), GROUPS=str(groups),
    )  # fmt: skip
    lines = groups.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "group,name,polygons,area_ha,sink_tco2e,emit_tco2e,net_tco2e"
    assert len(lines) == 1 + units


@pytest.mark.parametrize("value", ["1200", 1200, "1.2e3", 1200.0])
def test_city_total_as_number_and_text(provider, source, tmp_path, value):
    output = str(tmp_path / "out.gpkg")
    results = run(provider, "landcarbon", INPUT=source, CODE_FIELD="DLBM", CITY_TOTAL=value, OUTPUT=output)
    assert results["EMISSION_TOTAL"] == pytest.approx(1200.0, rel=1e-12)


@pytest.mark.parametrize(
    ("name", "value"),
    [("SCHEME", "三调"), ("AREA_UNIT", "acre"), ("GROUP_CHARS", "7"), ("AREA_IS_NET", "maybe")],
)
def test_values_outside_the_list_are_refused(provider, source, name, value):
    with pytest.raises(QgsProcessingException, match=name):
        run(provider, "check", INPUT=source, **{name: value})


def test_results_of_outputs_that_are_not_wanted_are_not_there(provider, source):
    assert not {"OUTPUT", "ISSUES"} & set(run(provider, "check", INPUT=source))
