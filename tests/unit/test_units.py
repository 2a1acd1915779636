# SPDX-License-Identifier: GPL-2.0-or-later
"""Units by hand: 15 mu are a hectare, 12 t of carbon are 44 t of CO2."""

from __future__ import annotations

import ast

import numpy as np
import pytest
from package_root import ROOT, package_modules

from tanheng.core.units import AREA_UNITS_M2, area_to_m2, c_to_co2, coefficient_to_tco2e, m2_to_ha


@pytest.mark.parametrize("value, unit", [(25000.0, "m2"), (2.5, "ha"), (37.5, "mu"), (0.025, "km2")])
def test_the_same_area_in_every_unit(value, unit):
    assert area_to_m2(value, unit) == pytest.approx(25000.0, rel=1e-15)
    assert area_to_m2(np.array([value, 2 * value]), unit) == pytest.approx([25000.0, 50000.0], rel=1e-15)


def test_units_are_these_four():
    assert set(AREA_UNITS_M2) == {"m2", "ha", "mu", "km2"}
    with pytest.raises(KeyError):
        area_to_m2(1.0, "acre")


def test_carbon():
    assert c_to_co2(12.0) == pytest.approx(44.0, rel=1e-15)
    assert coefficient_to_tco2e(2.1, "tC/ha/a") == pytest.approx(7.7, rel=1e-15)
    assert coefficient_to_tco2e(2.1, "tCO2/ha/a") == 2.1
    assert m2_to_ha(5000.0) == 0.5
    with pytest.raises(ValueError, match="kg/m2"):
        coefficient_to_tco2e(1.0, "kg/m2")


def test_the_factor_of_carbon_stands_in_one_place():
    def uses(path):
        numbers = {
            n.value for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Constant)
        }
        return 44 in numbers and 12 in numbers or any(str(n).startswith("3.66") for n in numbers)

    assert [p.relative_to(ROOT).as_posix() for p in package_modules() if uses(p)] == ["core/units.py"]
