"""A check that becomes a submission: what was typed goes along into a draft, and only what was supposed stays behind."""

from . import base, boundaries, drafts, grounds, kinds, parts, prefill, rows
from .forms.claim import GROUP, SUPPOSED
from .forms.place import begun_with
from .models import ProposedBoundary, Submission

PLACE = ("name", "countries", "rationale")


def begin(form, typed, key):
    """(token, the part with which to go on) of a draft that holds what a valid CheckForm does. `typed`: {field: [values]} as it was sent.
    `key`: the UUID of the page, so that a second click opens the same draft."""
    place = {name: typed[name] for name in PLACE if any(typed.get(name, ()))}
    place |= begun_with(point=typed.get("point", [""])[0])
    claims = [_row(claim, typed, form.of) for claim in form.claims if not claim.is_blank]
    facts = _of_update(form, place, claims) if form.of else _of_new(place, claims)
    draft, token = drafts.begin(key=key, **facts)
    if form.area_text and not boundaries.of(draft).pk:
        boundaries.read(draft, ProposedBoundary.How.PASTED, form.area_text)
    return token, kinds.parts_of(facts["about"])[0] if form.of else "place"


def _of_new(place, claims):
    return {"kind": Submission.Kind.NEW, "typed": {"place": place, "species": rows.of_rows(GROUP, claims)}}


def _of_update(form, place, claims):
    """As `/sites/<code>/update/` begins one, about what the check was of."""
    site, snapshot, version = base.seen(form.of.code)
    changed = {name: values for name, values in place.items() if form.differs(name)}
    about = ["population"]
    about += ["new_species"] if any("of" not in claim for claim in claims) else []
    about += ["names"] if changed else []
    about += ["boundary"] if form.area_text else []
    typed = prefill.typed(snapshot, about)
    filled = [rows.fields(typed["species"], GROUP, key) for key in rows.keys(typed["species"], GROUP)]
    on_file = {row["of"][0]: row for row in filled if row}
    typed["species"] = rows.of_rows(GROUP, [on_file.get(row.get("of", [""])[0], {}) | row for row in claims])
    if changed:
        typed["place"] |= changed
    return {
        "kind": Submission.Kind.UPDATE,
        "typed": typed,
        "site": site,
        "about": about,
        "base": snapshot,
        "base_version": version,
    }


def _row(claim, typed, of):
    """What was typed into a claim, without what only a check may suppose."""
    row = rows.fields(parts.typed(typed.items()), GROUP, claim.key)
    if not of and row.get("basis") == [grounds.EARLIER_LISTING]:
        del row["basis"]
    return {name: values for name, values in row.items() if name not in SUPPOSED}
