"""Facts of some sites -> criteria.evaluate -> record: one path, set-wise, for one site or all of them.

Whatever changes an input runs inside `touched.evaluating()`; on leaving, `evaluate_touched` judges the sites concerned in the same
transaction. One hop to the neighbours is enough, since conflicts read facts and never verdicts."""

from collections import defaultdict

from django.db.models import F, Q
from django.utils import timezone

from . import criteria, overlaps, publication, search_text
from .models import Boundary, Claim, DistinctSites, Evaluation, Overlap, Site, SiteCountry
from .touched import evaluating

OTHER_SITES = (
    Site.Status.CANDIDATE,
    Site.Status.CONFIRMED,
)  # criteria.md 4: drafts, de-listed and superseded sites never count
CHUNK = 1000


def evaluate_touched(touched):
    """Evaluates, records and publishes what a transaction touched. Called by `evaluating()` on leaving."""
    Site.objects.filter(pk__in=touched.edited).update(version=F("version") + 1)
    assessed = _sites_claiming(touched.assessed) - touched.sites
    neighbours = _sites_claiming(touched.claimed | _species_at(touched.moved)) | overlaps.partners(
        touched.moved
    )
    neighbours |= overlaps.refresh(touched.drawn)
    today = timezone.now().date()
    changed = evaluate(touched.sites, day=today, cause=touched.cause)
    changed |= evaluate(assessed, day=today, cause=Evaluation.Cause.RED_LIST)
    changed |= evaluate(neighbours - touched.sites - assessed, day=today, cause=Evaluation.Cause.NEIGHBOUR)
    named = _sites_claiming(touched.named)
    search_text.refresh(touched.sites | named)
    retold = touched.sites | assessed | changed | named | overlaps.partners(touched.veiled)
    publication.publish(retold, redraw=touched.shown)


def evaluate(site_ids, *, day, cause):
    """Judges these sites as of `day` and records what differs from their latest evaluation; the ids of those that changed.
    Constant in queries. Belongs inside `evaluating()`."""
    if not site_ids:
        return set()
    facts = gather(site_ids, year=day.year)
    latest = _latest(site_ids)
    fresh = []
    for site_id, site_facts in facts.items():
        result, inputs = criteria.evaluate(site_facts).as_json(), site_facts.as_json()
        if not _same(latest.get(site_id), result, inputs):
            why = _cause(cause, latest.get(site_id), result)
            fresh.append(_row(site_id, day, why, result, inputs))
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
            publication.publish(changed)
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


def gather(site_ids, *, year):
    """The facts of these sites as {site id: SiteFacts}, in a constant number of queries; decodes no geometry."""
    sites = Site.objects.filter(pk__in=site_ids).only(
        "pk", "code", "rationale", "discreteness_confirmed_at", "locality_lon", "locality_lat"
    )
    claims = _claims(site_ids)
    records = _records({claim.species_id for rows in claims.values() for claim in rows})
    countries, boundaries, shared = _countries(site_ids), _boundaries(site_ids), _overlaps(site_ids)
    return {
        site.pk: criteria.SiteFacts(
            claims=tuple(claim.facts() for claim in claims[site.pk]),
            elsewhere=tuple(
                record
                for species_id in sorted({claim.species_id for claim in claims[site.pk]})
                for record_site_id, record in records[species_id]
                if record_site_id != site.pk
            ),
            boundary=boundaries[site.pk].facts() if site.pk in boundaries else None,
            has_point=site.locality_lon is not None,
            countries=tuple(countries[site.pk]),
            rationale=bool(site.rationale.strip()),
            confirmed=site.discreteness_confirmed_at is not None,
            overlaps=tuple(shared[site.pk]),
            year=year,
        )
        for site in sites
    }


def _claims(site_ids):
    claims = defaultdict(list)
    for claim in (
        Claim.objects.filter(site__in=site_ids).select_related("species").defer(*_WORDY).order_by("pk")
    ):
        claims[claim.site_id].append(claim)
    return claims


_WORDY = ("citation", "notes", "reintroduction_reason", "evidence_url", "species__red_list_citation")


def _records(species_ids):
    records = defaultdict(list)
    elsewhere = Claim.objects.filter(species__in=species_ids, site__status__in=OTHER_SITES).select_related(
        "species", "site"
    )
    for claim in elsewhere.defer(*_WORDY, "site__description", "site__rationale").order_by("pk"):
        records[claim.species_id].append((claim.site_id, claim.record()))
    return records


def _countries(site_ids):
    countries = defaultdict(list)
    for site_id, iso2 in (
        SiteCountry.objects.filter(site__in=site_ids)
        .order_by("position", "pk")
        .values_list("site", "country")
    ):
        countries[site_id].append(iso2)
    return countries


def _boundaries(site_ids):
    facts = ("site", "valid", "area_km2", "fault_code", "fault_lon", "fault_lat")
    return {row.site_id: row for row in Boundary.objects.filter(site__in=site_ids).only(*facts)}


def _overlaps(site_ids):
    found = defaultdict(list)
    pairs = Overlap.objects.filter(Q(first__in=site_ids) | Q(second__in=site_ids)).values_list(
        "first",
        "second",
        "percent_of_smaller",
        "first__code",
        "first__status",
        "second__code",
        "second__status",
    )
    distinct = set(
        DistinctSites.objects.filter(Q(first__in=site_ids) | Q(second__in=site_ids)).values_list(
            "first", "second"
        )
    )
    for first, second, percent, first_code, first_status, second_code, second_status in pairs:
        is_distinct = (first, second) in distinct
        if second_status in OTHER_SITES:
            found[first].append(criteria.Overlap(second_code, percent, is_distinct))
        if first_status in OTHER_SITES:
            found[second].append(criteria.Overlap(first_code, percent, is_distinct))
    return found


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
    return {
        row.site_id: row
        for row in Evaluation.objects.filter(pk__in=Site.objects.filter(pk__in=site_ids).values("evaluation"))
    }


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
