"""Facts of some sites -> criteria.evaluate -> record: one path, set-wise, for one site or all of them.

Whatever changes an input runs inside `touched.evaluating()`; on leaving, `evaluate_touched` judges the sites concerned in the same
transaction. One hop to the neighbours is enough, since conflicts read facts and never verdicts."""

from collections import namedtuple
from functools import reduce
from operator import or_

from django.db.models import F, Q
from django.utils import timezone

from . import criteria, overlaps, publication, search_text, stamp
from .gathering import among, gather
from .models import Claim, DistinctSites, Evaluation, Listing, Site
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
    named = _sites_claiming(touched.named) | _sites_listing(touched.named)
    search_text.refresh(touched.spelt | named)
    told_of = _telling_of(touched)
    retold = touched.sites | assessed | changed | named | told_of
    publication.reword(touched.worded - retold)
    publication.publish(
        retold,
        redraw=touched.shown,
        relist=touched.spelt | touched.shown | assessed | changed | named | told_of,
    )
    if touched.pictured or _hide_pictures(touched.spelt | touched.veiled):
        stamp.words_changed()


def evaluate(site_ids, *, day, cause):
    """Judges these sites as of `day` and records what differs from their latest evaluation; the ids of those that changed.
    Constant in queries. Belongs inside `evaluating()`."""
    return _evaluate(site_ids, day, lambda _site_id: cause)


def _evaluate(site_ids, day, cause_of):
    if not site_ids:
        return set()
    latest = _latest(site_ids, "ruleset", "facts")
    judged = {}
    for site_id, inputs in gather(site_ids, year=day.year).items():
        if latest.get(site_id) != (criteria.RULESET, inputs):  # equal facts have equal findings
            judged[site_id] = _judge(inputs), inputs
    turned = {site_id for site_id, (_, inputs) in judged.items() if _same_facts(latest.get(site_id), inputs)}
    results = _latest(turned, "result") if turned else {}
    fresh = [
        _row(site_id, day, _cause(site_id, cause_of, latest, turned, result), result, inputs)
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
        for site_id, inputs in gather(site_ids, year=today.year).items():
            stored = latest.get(site_id)
            if stored is None:
                yield site_id, "missing"
                continue
            of_its_day = inputs | {"year": stored.day.year}
            if not _same(stored, _judge(of_its_day), of_its_day):
                yield site_id, "stale"
            elif not _same(stored, _judge(inputs), inputs):
                yield site_id, "calendar"


def _judge(inputs):
    """The evaluation's JSON of a site of these facts, as JSON too."""
    return criteria.evaluate(criteria.SiteFacts.from_json(inputs)).as_json()


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


def _sites_listing(species_ids):
    return (
        set(Listing.objects.filter(species__in=species_ids).values_list("site", flat=True))
        if species_ids
        else set()
    )


def _telling_of(touched):
    """Ids of the sites that tell the public of one that was veiled, unveiled or moved: as a neighbour, a former one or one ruled distinct."""
    ids = touched.veiled | touched.moved
    if not ids:
        return set()
    either = Q(first__in=ids) | Q(second__in=ids)
    pairs = DistinctSites.objects.filter(either).values_list("first", "second")
    ruled = {site_id for pair in pairs for site_id in pair}
    return ruled | overlaps.partners(touched.veiled) | _naming(touched.veiled)


def _naming(site_ids):
    """Ids of the sites of which some evaluation named one of these in a flag."""
    codes = Site.objects.filter(pk__in=site_ids, code__isnull=False).values_list("code", flat=True)
    named = [Q(result__flags__icontains=f'"{code}"') for code in codes] if site_ids else []
    if not named:
        return set()
    return set(Evaluation.objects.filter(reduce(or_, named)).order_by().values_list("site", flat=True))


def _hide_pictures(site_ids):
    """Whether some of these are sensitive drafts: they have no public row, and yet their species' pictures may tell of them."""
    drafts = (
        Site.objects.filter(pk__in=site_ids, status=Site.Status.DRAFT) if site_ids else Site.objects.none()
    )
    return drafts.exclude(sensitivity=Site.Sensitivity.OPEN).exists()


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


def _cause(site_id, cause_of, latest, turned, result):
    """What made the result differ: equal facts (`turned`) under new rules differ by the rules, else by the year, whoever saved just then."""
    stored, cause = latest.get(site_id), cause_of(site_id)
    by_itself = site_id in turned or cause == Evaluation.Cause.CALENDAR
    if stored is not None and stored.ruleset != result["ruleset"] and by_itself:
        return Evaluation.Cause.RULESET
    return Evaluation.Cause.CALENDAR if site_id in turned else cause


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
