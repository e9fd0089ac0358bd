"""What a column of a downloaded file is: its name, what it means, and how its value is read from a row."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from .numbers import plain
from .spreadsheet import guarded

TEXT, NUMBER, DAY, MOMENT, YES_NO, LIST, ADDRESS = (
    "text",
    "number",
    "date",
    "moment",
    "yes/no",
    "list",
    "address",
)
BETWEEN = "; "


@dataclass(frozen=True)
class Column:
    """`vocabulary`: (code, word) of every value it may have; empty where there is no such list. `value` gives a row's value: None or ""
    where nothing is known."""

    name: str
    meaning: str
    value: Callable
    kind: str = TEXT
    unit: str = ""
    vocabulary: tuple = ()


def cell(column, row):
    """The value as it stands in a CSV file. A number stays one; text that a spreadsheet would take for a formula is guarded."""
    value = column.value(row)
    if value is None:
        return ""
    if column.kind == NUMBER:
        return plain(Decimal(str(value)))
    if column.kind == YES_NO:
        return "yes" if value else "no"
    return guarded(BETWEEN.join(value) if column.kind == LIST else str(value))


def told(column, row):
    """The value as it stands in JSON."""
    value = column.value(row)
    if value is None or value == "":
        return None
    if column.kind == NUMBER and not isinstance(value, int | float):
        number = Decimal(str(value))
        return int(number) if number == number.to_integral_value() else float(number)
    return list(value) if column.kind == LIST else value
