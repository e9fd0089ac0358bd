"""The check of a draft as it stands at the moment, saved or not: what its parts hold, and of an update what they do not change."""

from sites.models import PublishedSite
from sites.models.published import PublishedBoundary

from . import forms, judging, kinds, question
from .models import ProposedBoundary

PLACE = ("name", "countries", "rationale", "locality")


def judged(submission, typed=None):
    """(the Judged of a submission, how many things that were typed cannot be read). `typed`: {part: what is typed into it at the moment},
    instead of what was saved."""
    filled = {
        part: forms.form_of(submission, part, (typed or {}).get(part) or submission.typed.get(part, {}))
        for part in ("place", "species")
        if part in forms.parts_of(submission)
    }
    told = {part: form.proposal() for part, form in filled.items()}
    left_out = sum(not problem.missing for form in filled.values() for problem in form.problems())
    drawn = (
        ProposedBoundary.objects.filter(submission=submission).values_list("geojson", flat=True).first() or ""
    )
    place = _only(told.get("place", {}).get("site", {}), PLACE)
    claims = told.get("species", {}).get("claims", [])
    if submission.site_id is None:
        return judging.judge(question.asked(claims, place), drawn, name=place.get("name", "")), left_out
    return _of_update(submission, place, claims, drawn), left_out


def _of_update(submission, place, claims, drawn):
    """What the site would be with the update, compared with every site but itself."""
    site = PublishedSite.objects.get(site=submission.site_id)
    seen = submission.base
    merged = _only(seen["site"], PLACE) | _only(place, kinds.fields_of(submission.about))
    boundary = PublishedBoundary.objects.get(site=site.pk)
    kept = not drawn and merged["rationale"] == seen["site"]["rationale"]
    asked = question.asked(
        question.merged(seen["claims"], claims),
        merged,
        site=site.code,
        confirmed=kept and site.facts["request"]["confirmed"],
    )
    return judging.judge(asked, drawn or boundary.geojson or boundary.invalid, name=merged["name"])


def _only(facts, names):
    return {name: value for name, value in facts.items() if name in names}
