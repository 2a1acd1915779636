# SPDX-License-Identifier: GPL-2.0-or-later
"""tanheng:inventory – greenhouse gas inventory of a city or province from its energy balance."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..core.emission_factors import GWP_SETS, TCE_CONVERSIONS, factor_sets
from ..core.energy_inventory import ELECTRICITY, FEEDSTOCK, FURNACE_GAS, METHODS, POWER_VIEWS, EnergyOptions
from ..core.inventory_run import InventoryChoices, InventoryResult, InventoryTables, run_inventory
from ..core.problems import Problem, RefusedInput, gathered
from ..core.table_parsing import RawTable
from ..layers.cell_grids import read_cell_grids
from ..layers.destination import WriteError
from ..layers.i18n import tr
from ..layers.inventory_tables import inventory_table, memo_table, recognition_table
from ..layers.summary_tables import issue_table, nullable
from .base import TanhengAlgorithm, show_problems


class InventoryAlgorithm(TanhengAlgorithm):
    """Computes an inventory by sector and fuel."""

    def name(self) -> str:
        return "inventory"

    def displayName(self) -> str:
        return tr("Emission inventory from the energy balance")

    def shortHelpString(self) -> str:
        return tr(
            "Reads a regional energy balance (地区能源平衡表) as it is published, in physical units or standard"
            " coal, and gives the inventory by sector and fuel, ready for the INVENTORY of land carbon. A"
            " table of sectors and tonnes, or of sectors and fuels, is taken as an inventory that exists.\n\n"
            "CO2 = activity × net calorific value × carbon content × oxidation × 44/12. The sectoral method"
            " counts fuel for thermal power and heat and final consumption, feedstock with the part that is"
            " not stored; the reference method counts production, imports, exports, stock change and bunkers."
            " The total is direct emission; imported electricity and heat are a memo unless included.\n\n"
            "The recognition table says what every row and column was taken for, and what was not recognised."
            " Each line of the inventory names the source of its factor and how well it is known."
        )

    def initAlgorithm(self, config: dict[str, Any] | None = None) -> None:
        # All files may be chosen: what cannot be read is refused with a reason, which a filter does not give.
        kinds = "{} (*.xlsx *.xlsm *.ods *.csv *.tsv *.txt);;{} (*.*)".format(tr("Tables"), tr("All files"))
        self.described(
            QgsProcessingParameterFile("INPUT", tr("Energy balance or inventory"), fileFilter=kinds),
            tr("XLSX, ODS or CSV (UTF-8 or GBK). Years may stand in sheets or in files of their own."),
        )
        self.described(
            QgsProcessingParameterString("SHEET", tr("Sheet"), "", False, True),
            tr("Name of the sheet; empty takes the sheet that holds a balance."),
        )
        self._number(
            "YEAR", tr("Year"), tr("Year of the balance; empty takes the latest."), None, 1900, 2200, True
        )
        self._choice("METHOD", tr("Method"), METHODS, tr("sectoral: by use. reference: by supply."))
        self._choice(
            "ELECTRICITY",
            tr("Imported electricity and heat"),
            ELECTRICITY,
            tr(
                "memo: shown apart. include: net import × grid factor, split by the final use of the"
                " sectors. exclude: left out."
            ),
            "memo",
        )
        self._choice(
            "POWER_VIEW",
            tr("Power plants"),
            POWER_VIEWS,
            tr(
                "production: at the plant. consumption: at the users of electricity and heat; the sum is the same."
            ),
        )
        self.described(
            QgsProcessingParameterString("GRID_AREA", tr("Area of the grid"), "全国", False, True),
            tr("Province or region whose factor holds for imported electricity, such as 山东 or 华东."),
        )
        self._number(
            "GRID_FACTOR",
            tr("Own grid factor (t CO2/MWh)"),
            tr("Replaces the factor of the area."),
            None,
            0.0,
            5.0,
        )
        self._choice(
            "FEEDSTOCK",
            tr("Feedstock (用作原料、材料)"),
            FEEDSTOCK,
            tr("by_rate: emits 1 − storage rate of its fuel. stored: emits nothing. emitted: all of it."),
        )
        self._number(
            "STORAGE_RATE",
            tr("Storage rate of fuels without one"),
            tr("Share of the carbon that stays in the product, 0 to 1."),
            1.0,
            0.0,
            1.0,
        )
        self._choice(
            "FURNACE_GAS",
            tr("Blast-furnace and converter gas"),
            FURNACE_GAS,
            tr(
                "Its carbon is in the coke of industry already. coke: counted there. gas: counted where the gas"
                " is burnt, and taken off the coke; the sum is the same."
            ),
        )
        self._choice(
            "STANDARD_COAL",
            tr("Standard coal back to fuel"),
            TCE_CONVERSIONS,
            tr("published: by the coefficient of each fuel. ncv: by calorific value / 29.3076 GJ."),
        )
        self._choice(
            "FACTOR_SET",
            tr("Factor set"),
            factor_sets(),
            tr("mixed_2024: mixed sources; each row names its own."),
        )
        self.add_table_input(
            "FACTORS",
            tr("Own factors"),
            tr(
                "Table fuel and any of ncv, carbon_content, oxidation, co2_factor, standard_coal, storage_rate,"
                " source."
            ),
        )
        self.add_table_input(
            "SHARES",
            tr("Own shares of balance rows"),
            tr(
                "Table row, fuel, sector, share: private cars in services and households, means of transport."
            ),
        )
        self.add_table_input(
            "ACTIVITY",
            tr("Activities of processes, agriculture and waste"),
            tr(
                "Table activity, region_or_type, value, unit; a sector with the unit tCO2e is taken as given."
            ),
        )
        self._choice(
            "GWP",
            tr("Warming potentials"),
            GWP_SETS,
            tr("IPCC report of the 100-year values: SAR, AR4, AR5 or AR6."),
            "AR5",
        )
        for name, title, text, optional in (
            ("OUTPUT", tr("Inventory"), tr("sector, fuel, gas, t_co2e and how each was computed."), False),
            ("MEMO", tr("Memo"), tr("Figures outside the total: net import, stored carbon, LUCF."), True),
            ("RECOGNITION", tr("Recognition"), tr("What every row and column was taken for."), True),
            ("ISSUES", tr("Issues"), tr("What was found, where, and what to do."), True),
        ):
            self.add_layer_output(name, title, QgsProcessing.SourceType.TypeVector, text, optional)
        for name, title in (
            ("TOTAL", tr("Direct emission (t CO2e per year)")),
            ("TOTAL_ENERGY_CO2", tr("Direct CO2 of energy (t per year)")),
            ("TOTAL_INDIRECT", tr("Imported electricity and heat that is included (t CO2 per year)")),
            ("REFERENCE_CO2", tr("CO2 of energy by the reference method (t per year)")),
            ("GAP_PERCENT", tr("Reference against sectoral method (percent)")),
            ("PRINTED_TOTAL", tr("Total printed in a given inventory (t CO2 per year)")),
            ("INVENTORY_YEAR", tr("Year of the inventory")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))

    def _choice(
        self, name: str, title: str, values: tuple[str, ...], text: str, default: str | None = None
    ) -> None:
        parameter = QgsProcessingParameterEnum(name, title, list(values), False, default or values[0], True)
        parameter.setUsesStaticStrings(True)
        self.described(parameter, text)

    def _number(
        self,
        name: str,
        title: str,
        text: str,
        default: float | None,
        minimum: float,
        maximum: float,
        whole: bool = False,
    ) -> None:
        kind = (
            QgsProcessingParameterNumber.Type.Integer if whole else QgsProcessingParameterNumber.Type.Double
        )
        parameter = QgsProcessingParameterNumber(name, title, kind, default, True, minimum, maximum)
        if default is not None:
            parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        self.described(parameter, text)

    def prepare_with(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        source = Path(self.parameterAsFile(parameters, "INPUT", context))
        for output in self.destinationParameterDefinitions():
            path = (
                self.destination(parameters, output.name(), context) if parameters.get(output.name()) else ""
            )
            if path and Path(path).resolve() == source.resolve():
                raise WriteError(path, tr("it is the table that is read, which is never changed"))
        refusals: list[Problem] = []
        read: dict[str, RawTable | None] = {}
        for name in ("FACTORS", "SHARES", "ACTIVITY"):
            with gathered(refusals):
                read[name] = self.table(parameters, name, context)
        self._tables = InventoryTables(read.get("FACTORS"), read.get("SHARES"), read.get("ACTIVITY"))
        with gathered(refusals):
            self._sheets = read_cell_grids(source)
        if refusals:
            raise RefusedInput(refusals)

    def _choices(self, parameters: dict[str, Any], context: QgsProcessingContext) -> InventoryChoices:
        def text(name: str) -> str:
            return self.parameterAsString(parameters, name, context).strip()

        def number(name: str, otherwise: float) -> float:
            if parameters.get(name) in (None, ""):
                return otherwise
            return self.parameterAsDouble(parameters, name, context)

        def choice(name: str) -> str:
            return self.parameterAsEnumString(parameters, name, context)

        return InventoryChoices(
            text("SHEET"),
            int(number("YEAR", 0)),
            choice("FACTOR_SET"),
            choice("GWP"),
            text("GRID_AREA") or "全国",
            number("GRID_FACTOR", math.nan),
            EnergyOptions(
                choice("METHOD"),
                choice("ELECTRICITY"),
                choice("POWER_VIEW"),
                choice("FEEDSTOCK"),
                number("STORAGE_RATE", 1.0),
                choice("FURNACE_GAS"),
                choice("STANDARD_COAL"),
            ),
        )

    def run_with(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        result = run_inventory(self._sheets, self._choices(parameters, context), self._tables)
        show_problems(result.problems, feedback)
        feedback.pushInfo(
            tr(
                "Sheet {sheet}: {total:,.1f} t CO2e per year direct, of which {energy:,.1f} t CO2 of energy."
            ).format(sheet=result.sheet, total=result.direct_t, energy=result.energy_co2_t)
        )
        results: dict[str, Any] = _numbers(result)
        for name, table in (
            ("OUTPUT", inventory_table(result.rows)),
            ("MEMO", memo_table(result.memo)),
            ("RECOGNITION", recognition_table(result.recognised)),
            ("ISSUES", issue_table(result.problems)),
        ):
            written = self.write_table(parameters, name, context, table)
            if written is not None:
                results[name] = written
        return results


def _numbers(result: InventoryResult) -> dict[str, float | int | None]:
    return {
        "TOTAL": result.direct_t,
        "TOTAL_ENERGY_CO2": result.energy_co2_t,
        "TOTAL_INDIRECT": result.indirect_t,
        "REFERENCE_CO2": nullable(result.reference_t),
        "GAP_PERCENT": nullable(result.gap_percent),
        "PRINTED_TOTAL": nullable(result.printed_total_t),
        "INVENTORY_YEAR": result.year or None,
    }
