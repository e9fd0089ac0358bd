"""Codes and dates are refused with anything before or behind them, whichever way they come."""

import pytest
from django.core.exceptions import ValidationError

from aze.models import Resource
from sites.models import Site, Species

FITTING = [
    (Site, "code", "ECU15"),
    (Site, "protection_as_of", "2024"),
    (Site, "protection_as_of", "2024-06"),
    (Site, "protection_as_of", "2024-06-30"),
    (Resource, "date", "2024-06"),
    (Species, "category", "LR/nt"),
]


@pytest.mark.parametrize(("model", "column", "value"), FITTING)
def test_the_whole_value_must_fit(model, column, value):
    field = model._meta.get_field(column)

    field.run_validators(value)
    for wrong in (f"{value}\n", f"\n{value}", f"{value}\x00", f"{value}!"):
        with pytest.raises(ValidationError):
            field.run_validators(wrong)
