"""What an update proposes: of all that its parts hold, only what differs from what its author saw."""

from dataclasses import asdict

from . import changes, forms, kinds, prefill


def differences(submission, proposal):
    """The proposal of an update. `proposal`: all that its parts hold; a claim in it that is `gone` says why it should be taken off."""
    about, seen = submission.about, submission.base
    told = {name: value for name, value in proposal.items() if name not in {"site", "claims"}}
    told |= {"about": about}
    if shown := kinds.fields_of(about):
        told["fields"] = _fields(submission, proposal.get("site", {}), shown)
    if "claims" in proposal:
        told["claims"] = _claims(submission, seen["claims"], proposal["claims"])
    return told


def says_something(told):
    """Whether a proposal of an update differs from the registry at all, or tells something beside it."""
    matters = set(told) - {"about", "fields", "claims", "endangers", "files", "evidence"}
    return bool(
        told.get("fields")
        or any(told.get("claims", {}).values())
        or any(told[name] for name in matters)
        or told.get("files")
        or any(told.get("evidence", {}).values())
    )


def _fields(submission, now, shown):
    """{field: {"base", "proposed"}}. What the author saw is read by the same form, so that equal means equal."""
    was = forms.form_of(submission, "place", prefill.place(submission.base["site"])).proposal()["site"]
    differing = changes.diff(_only(was, shown), _only(now, shown))
    return {name: asdict(change) for name, change in differing.items()}


def _claims(submission, seen, claims):
    was = forms.form_of(submission, "species", prefill.species(seen)).proposal()["claims"]
    on_file = {claim["of"]: _bare(claim) for claim in was}
    now = {claim["of"]: claim for claim in claims if claim.get("of") in on_file}
    gone = {key: claim["gone"] for key, claim in now.items() if claim.get("gone")}
    rows = changes.diff_rows(on_file, {key: _bare(claim) for key, claim in now.items() if key not in gone})
    return {
        "added": [_bare(claim) for claim in claims if claim.get("of") not in on_file],
        "changed": [
            {"of": key, "fields": {name: asdict(change) for name, change in fields.items()}}
            for key, fields in rows.changed.items()
        ],
        "removed": [{"of": key, "why": why} for key, why in gone.items()],
    }


def _only(site, shown):
    return {name: value for name, value in site.items() if name in shown}


def _bare(claim):
    return {name: value for name, value in claim.items() if name not in {"of", "gone"}}
