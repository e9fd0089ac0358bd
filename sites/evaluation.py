"""Facts of some sites -> criteria.evaluate -> record: one path, set-wise, for one site or all of them.

Whatever changes an input runs inside `touched.evaluating()`; on leaving, `evaluate_touched` judges the sites concerned in the same
transaction. One hop to the neighbours is enough, since conflicts read facts and never verdicts."""

from collections import namedtuple

from django.db.models import F
from django.utils import timezone

from . import criteria, overlaps, publication, search_text
from .gathering import among, gather
from .models import Claim, Evaluation, Site
from .touched import evaluating

CHUNK = 1000


def evaluate_touched(touched):
    """Evaluates, records and publishes what a transaction touched. Called by `evaluating()` on leaving."""
    if touched.edited:
        Site.objects.filter(pk__in=touched.edited).update(version=F("version") + 1)
    own = touched.sites | _sites_claiming(touched.renamed)
    assessed = _sites_claiming(touched.assessed) - own
    neighbours = _sites_claiming(touched.claimed | _species_at(touched.moved)) | overlaps.partners(
        touched.moved
    )
    neighbours |= overlaps.refresh(touched.drawn)
    today = timezone.now().date()
    causes = dict.fromkeys(neighbours, Evaluation.Cause.NEIGHBOUR)
    causes |= dict.fromkeys(assessed, Evaluation.Cause.RED_LIST) | dict.fromkeys(own, touched.cause)
    changed = _evaluate(causes.keys(), today, causes.get)
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
    return _evaluate(site_ids, day, lambda _site_id: cause)


def _evaluate(site_ids, day, cause_of):
    if not site_ids:
        return set()
    latest = _latest(site_ids, "ruleset", "facts")
    judged = {}
    for site_id, facts in gather(site_ids, year=day.year).items():
        inputs = facts.as_json()
        if latest.get(site_id) != (criteria.RULESET, inputs):  # equal facts have equal findings
            judged[site_id] = criteria.evaluate(facts).as_json(), inputs
    turned = {site_id for site_id, (_, inputs) in judged.items() if _same_facts(latest.get(site_id), inputs)}
    results = _latest(turned, "result") if turned else {}
    fresh = [
        _row(site_id, day, _cause(cause_of(site_id), latest.get(site_id), result), result, inputs)
        for site_id, (result, inputs) in judged.items()
        if results.get(site_id) != (result,)
    ]
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
        latest = _latest(site_ids, "day", "result", "facts")
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
    """Ranges of ids that hold all sites, in order, each at most CHUNK of them."""
    first = 0
    while ids := Site.objects.filter(pk__gte=first).order_by("pk").values_list("pk", flat=True)[:CHUNK]:
        past = ids[len(ids) - 1] + 1
        yield range(first, past)
        first = past


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


def _latest(site_ids, *columns):
    """{site id: these columns of its latest evaluation, by name}."""
    latest = namedtuple("Latest", columns)
    rows = Site.objects.filter(among("pk", site_ids), evaluation__isnull=False).order_by()
    rows = rows.values_list("pk", *(f"evaluation__{name}" for name in columns))
    return {site_id: latest(*values) for site_id, *values in rows}


def _cause(cause, stored, result):
    """A nightly run after new rules finds what the rules changed, not what the calendar did."""
    ruled_anew = stored is not None and stored.ruleset != result["ruleset"]
    return Evaluation.Cause.RULESET if ruled_anew and cause == Evaluation.Cause.CALENDAR else cause


def _same(stored, result, inputs):
    return stored.result == result and _same_facts(stored, inputs)


def _same_facts(stored, inputs):
    return stored is not None and _of_any_year(stored.facts) == _of_any_year(inputs)


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
    if len(rows) == 1:
        Site.objects.filter(pk=rows[0].site_id).update(**_judgement(rows[0]))
    else:
        sites = [Site(pk=row.site_id, **_judgement(row)) for row in rows]
        Site.objects.bulk_update(sites, ["outcome", "evaluation", "in_the_way"], batch_size=CHUNK)


def _judgement(row):
    return {"outcome": row.outcome, "evaluation": row, "in_the_way": criteria.in_the_way(row.result)}
