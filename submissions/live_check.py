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
    """What the site would be with the update, compared with every site but itself. What the registry withholds of it, it goes on to
    withhold; what the update leaves as its author saw it, is as the registry has it."""
    site = PublishedSite.objects.get(site=submission.site_id)
    seen, shown = submission.base, site.facts["request"]
    asked_for = _only(place, kinds.fields_of(submission.about))
    changed = {name: value for name, value in asked_for.items() if value != seen["site"][name]}
    on_file = {"locality": shown["point"], "countries": shown["countries"], "rationale": shown["rationale"]}
    boundary = PublishedBoundary.objects.get(site=site.pk)
    asked = question.asked(
        question.merged(seen["claims"], claims),
        on_file | changed,
        site=site.code,
        confirmed=not drawn and "rationale" not in changed and shown["confirmed"],
    )
    return judging.judge(asked, drawn or boundary.geojson or boundary.invalid)


def _only(facts, names):
    return {name: value for name, value in facts.items() if name in names}
