"""PURE. A request of criteria.md 7 as it would be typed into the page for checks, so that it can be looked at and changed there."""

import json

from .grounds import ESTIMATE
from .question import STATED
from .rows import of_rows

CLAIM, OTHER = "claim", "other"
REGISTRY, SUPPOSED = "registry", "supposed"


def typed(request, *, stated=True):
    """{field: [values]} of a request. `stated`: whether what its claims say of the Red List is typed too, else it is the registry's."""
    told = {
        "countries": list(request.get("countries", [])),
        "rationale": [request.get("rationale") or ""],
        "point": [_place(request["point"])] if request.get("point") else [],
        "boundary": [json.dumps(request["boundary"])] if request.get("boundary") else [],
        "confirmed": ["on"] if request.get("confirmed") else [],
        "others": [REGISTRY if request.get("elsewhere") is None else SUPPOSED],
    }
    told |= of_rows(CLAIM, [_claim(claim, stated) for claim in request["claims"]])
    told |= of_rows(OTHER, [_row(record) for record in request.get("elsewhere") or []])
    return {name: values for name, values in told.items() if values}


def _claim(claim, stated):
    told = {name: value for name, value in claim.items() if name not in ("site", "global", *STATED)}
    told |= {name: claim.get(name) for name in STATED if stated}
    for side in ("site", "global"):
        told |= {f"{side}_{part}": (claim.get(side) or {}).get(part) for part in ESTIMATE}
    return _row(told)


def _row(facts):
    """What is on, a text or a number; what is off or not known is not typed at all."""
    given = {name: value for name, value in facts.items() if value not in (None, "") and value is not False}
    return {name: ["on" if value is True else str(value)] for name, value in given.items()}


def _place(point):
    lon, lat = point
    return f"{lat}, {lon}"
