"""What stands in the parts of an update from the start: the values that its author sees, as a form has them, {part: {field: [values]}}."""

from . import grounds, kinds, rows

CLAIM_FIELDS = ("species", "segment", "basis", *grounds.BY_GROUND, "citation", "evidence_url", "notes")


def typed(snapshot, about):
    """What is typed into the parts of an update about these kinds, of a snapshot of `base.seen`."""
    shown = kinds.fields_of(about)
    filled = {}
    if shown:
        filled["place"] = {name: values for name, values in place(snapshot["site"]).items() if name in shown}
    if {"population", "species_gone"} & set(about):
        filled["species"] = species(snapshot["claims"])
    return filled


def place(site):
    """What is typed into the part `place` that says what `site` says, which is as in a proposal."""
    plain = {name: value for name, value in site.items() if name != "locality"}
    if site["locality"]:
        lon, lat = site["locality"]
        plain["locality"] = f"{lat:.7f}, {lon:.7f}"
    return {name: _values(value) for name, value in plain.items() if _values(value)}


def species(claims):
    """What is typed into the part `species` that holds these claims, {key: claim as in a proposal}; each row names the claim that it is."""
    return rows.of_rows(
        rows.CLAIM,
        [
            {"of": [key]} | {name: _values(claim[name]) for name in CLAIM_FIELDS if _values(claim.get(name))}
            for key, claim in claims.items()
        ],
    )


def _values(value):
    """A value of a proposal as a browser would send it."""
    if isinstance(value, list):
        return [str(one) for one in value]
    if isinstance(value, bool):
        return ["on"] if value else []
    return [] if value in (None, "") else [str(value)]
