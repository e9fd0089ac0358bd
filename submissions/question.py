"""PURE. What is proposed, as a question to the check: the request of criteria.md 7.

Claims and places are those of a proposal (see `submissions.proposals`): flat, decimals as strings, names as in `sites.models.Claim`. What a
claim says of the Red List counts only where it has a `category` of its own; else the registry's own record is asked for."""

import json

from .grounds import ESTIMATE

PLAIN = (
    "species",
    "basis",
    "segment",
    "percent",
    "presence",
    "origin",
    "last_confirmed",
    "reintroduction_confirmed",
)
STATED = ("rank", "category", "possibly_extinct", "possibly_extinct_in_the_wild", "assessment_year")


def asked(claims, place, *, site=None, confirmed=False, elsewhere=None):
    """The request but for its boundary, as {key: value}. `place`: what a proposal says of the site. `site`: the code of the site that this
    is about, so that it is compared with all others. `confirmed`: whether a reviewer has confirmed the rationale. `elsewhere`: the records
    at other sites, or None for those of the registry. A claim without species or ground is left out: nothing can be said of it yet."""
    request = {
        "claims": [claimed(claim) for claim in claims if claim.get("species") and claim.get("basis")],
        "point": place.get("locality"),
        "countries": place.get("countries", []),
        "rationale": place.get("rationale", ""),
        "confirmed": confirmed,
    }
    if site:
        request["site"] = site
    if elsewhere is not None:
        request["elsewhere"] = [_given(record, record) for record in elsewhere]
    return request


def claimed(claim):
    """One claim of the request."""
    told = _given(claim, PLAIN)
    for side in ("site", "global"):
        told[side] = {
            part: claim.get(f"{side}_{part}") for part in ESTIMATE if _is_given(claim.get(f"{side}_{part}"))
        }
    return told | (_given(claim, STATED) if claim.get("category") else {})


def merged(on_file, claims):
    """The claims of a site with those of an update. `on_file`: {key: claim}; a claim names by `of` the one that it changes, and says with
    `gone` that it is to be taken off."""
    changed = {claim["of"]: claim for claim in claims if claim.get("of")}
    kept = [claim | changed.get(key, {}) for key, claim in on_file.items()]
    return [claim for claim in kept if "gone" not in claim] + [
        claim for claim in claims if claim.get("of") not in on_file
    ]


def body(request, boundary=""):
    """The bytes of a request. `boundary`: the text of a canonical MultiPolygon, "" for none."""
    text = json.dumps(request, ensure_ascii=False)
    return f'{text[:-1]}, "boundary": {boundary or "null"}}}'.encode()


def _given(facts, names):
    return {name: facts[name] for name in names if _is_given(facts.get(name))}


def _is_given(value):
    return value is not None and value != ""
