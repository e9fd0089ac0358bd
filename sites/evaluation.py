"""Facts of some sites -> criteria.evaluate -> record: one path, set-wise, for one site or all of them.

Whatever changes an input runs inside `touched.evaluating()`; on leaving, `evaluate_touched` judges the sites concerned in the same
transaction. One hop to the neighbours is enough, since conflicts read facts and never verdicts."""

from collections import namedtuple

from django.db.models import F
from django.utils import timezone

from . import criteria, overlaps, publication, search_text
from .gathering import gather
from .models import Claim, Evaluation, Site
from .touched import evaluating

Stored = namedtuple("Stored", "day ruleset result facts")
CHUNK = 1000


def evaluate_touched(touched):
    """Evaluates, records and publishes what a transaction touched. Called by `evaluating()` on leaving."""
    Site.objects.filter(pk__in=touched.edited).update(version=F("version") + 1)
    own = touched.sites | _sites_claiming(touched.renamed)
    assessed = _sites_claiming(touched.assessed) - own
    neighbours = _sites_claiming(touched.claimed | _species_at(touched.moved)) | overlaps.partners(
        touched.moved
    )
    neighbours |= overlaps.refresh(touched.drawn)
    today = timezone.now().date()
    changed = evaluate(own, day=today, cause=touched.cause)
    changed |= evaluate(assessed, day=today, cause=Evaluation.Cause.RED_LIST)
    changed |= evaluate(neighbours - own - assessed, day=today, cause=Evaluation.Cause.NEIGHBOUR)
    named = _sites_claiming(touched.named)
    search_text.refresh(touched.spelt | named)
    told_of = overlaps.partners(touched.veiled)
    retold = touched.sites | assessed | changed | named | told_of
    publication.reword(touched.worded - retold)
    publication.publish(
        retold,
        redraw=touched.shown,
        relist=touched.spelt | touched.shown | assessed | changed | named | told_of,
    )


def evaluate(site_ids, *, day, cause):
    """Judges these sites as of `day` and records what differs from their latest evaluation; the ids of those that changed.
    Constant in queries. Belongs inside `evaluating()`."""
    if not site_ids:
        return set()
    facts = gather(site_ids, year=day.year)
    latest = _latest(site_ids)
    fresh = []
    for site_id, site_facts in facts.items():
        stored, inputs = latest.get(site_id), site_facts.as_json()
        if stored and stored.facts == inputs and stored.ruleset == criteria.RULESET:
            continue  # equal facts have equal findings
        result = criteria.evaluate(site_facts).as_json()
        if not _same(stored, result, inputs):
            fresh.append(_row(site_id, day, _cause(cause, stored, result), result, inputs))
    _record(fresh)
    return {row.site_id for row in fresh}


def reevaluate(*, cause=Evaluation.Cause.CALENDAR, geometry=False):
    """Judges every site again as of today; with `geometry`, finds all overlaps anew first. How many evaluations changed."""
    with evaluating(cause=cause):
        if geometry:
            overlaps.refresh_all()
        count = 0
        today = timezone.now().date()
        for site_ids in chunks_of_sites():
            changed = evaluate(site_ids, day=today, cause=cause)
            publication.publish(changed, relist=changed)
            count += len(changed)
        return count


def differences():
    """For every site whose stored evaluation is not what the rules say: (site id, kind), kind being `stale` when the rules say
    otherwise of the day on which it was made, `missing` when there is none, `calendar` when only a year has turned since."""
    today = timezone.now().date()
    for site_ids in chunks_of_sites():
        latest = _latest(site_ids)
        for site_id, facts in gather(site_ids, year=today.year).items():
            stored = latest.get(site_id)
            if stored is None:
                yield site_id, "missing"
                continue
            of_its_day = facts.in_year(stored.day.year)
            if not _same(stored, criteria.evaluate(of_its_day).as_json(), of_its_day.as_json()):
                yield site_id, "stale"
            elif not _same(stored, criteria.evaluate(facts).as_json(), facts.as_json()):
                yield site_id, "calendar"


def chunks_of_sites():
    """Lists of ids of all sites, in order, of at most CHUNK."""
    last = 0
    while ids := list(Site.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        yield ids
        last = ids[-1]


def _sites_claiming(species_ids):
    return (
        set(Claim.objects.filter(species__in=species_ids).values_list("site", flat=True))
        if species_ids
        else set()
    )


def _species_at(site_ids):
    return (
        set(Claim.objects.filter(site__in=site_ids).values_list("species", flat=True)) if site_ids else set()
    )


def _latest(site_ids):
    """{site id: its latest evaluation, with what `_same` asks for}."""
    rows = Site.objects.filter(pk__in=site_ids, evaluation__isnull=False).values_list(
        "pk", *(f"evaluation__{name}" for name in Stored._fields)
    )
    return {site_id: Stored(*values) for site_id, *values in rows}


def _cause(cause, stored, result):
    """A nightly run after new rules finds what the rules changed, not what the calendar did."""
    ruled_anew = stored is not None and stored.ruleset != result["ruleset"]
    return Evaluation.Cause.RULESET if ruled_anew and cause == Evaluation.Cause.CALENDAR else cause


def _same(stored, result, inputs):
    return (
        stored is not None and stored.result == result and _of_any_year(stored.facts) == _of_any_year(inputs)
    )


def _of_any_year(facts):
    return {name: value for name, value in facts.items() if name != "year"}


def _row(site_id, day, cause, result, inputs):
    return Evaluation(
        site_id=site_id,
        day=day,
        cause=cause,
        outcome=result["outcome"],
        endangerment=result["endangerment"],
        irreplaceability=result["irreplaceability"],
        discreteness=result["discreteness"],
        ruleset=result["ruleset"],
        result=result,
        facts=inputs,
    )


def _record(rows):
    Evaluation.objects.bulk_create(rows)
    sites = [
        Site(pk=row.site_id, outcome=row.outcome, evaluation=row, in_the_way=criteria.in_the_way(row.result))
        for row in rows
    ]
    Site.objects.bulk_update(sites, ["outcome", "evaluation", "in_the_way"], batch_size=CHUNK)
