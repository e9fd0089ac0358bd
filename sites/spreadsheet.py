"""PURE. Cells that a spreadsheet would take for a formula: an apostrophe before them keeps them text (OWASP ASVS 1.2.10).

`unguarded(guarded(cell)) == cell` for every cell: one that is guarded already gets one apostrophe more, and loses one."""

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
GUARD = "'"


def guarded(cell):
    """The cell as it may stand in a CSV file."""
    return GUARD + cell if _is_formula(cell) else cell


def unguarded(cell):
    """The cell as it was before `guarded`."""
    return cell[1:] if cell.startswith(GUARD) and _is_formula(cell) else cell


def _is_formula(cell):
    return cell.lstrip(GUARD).startswith(STARTS)
