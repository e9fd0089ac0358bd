"""Whether what is stored of the evaluations is what the rules say: the evaluations themselves, the copies on the sites, the public rows."""

from django.db.models import F, Q
from django.utils import timezone

from . import criteria, publication
from .evaluation import CHUNK, chunks_of_sites, differences, evaluate, reevaluate
from .models import Evaluation, PublishedSite, Site
from .touched import evaluating

CALENDAR = "calendar"


def wrong():
    """{kind: ids of sites}. `stale`: the rules say otherwise of the day of the evaluation; `missing`: there is none; `copy`: the site, or
    what the public sees, is not as its evaluation says; `calendar`: only a year has turned since, which is no fault."""
    found = {}
    for site_id, kind in differences():
        found.setdefault(kind, set()).add(site_id)
    if copies := set(_wrong_copies()):
        found["copy"] = copies
    return found


def set_right(*, geometry=False):
    """Judges every site again as of today and writes the copies that differ anew; with `geometry`, finds all overlaps anew first. How many
    evaluations and how many copies changed."""
    with evaluating(cause=Evaluation.Cause.CALENDAR):
        evaluations = _evaluate_anew() + reevaluate(geometry=geometry)
        copies = set(_wrong_copies())
        if copies:
            _write_copies(copies)
        return evaluations, len(copies)


def _evaluate_anew():
    """Judges the sites whose evaluation is not what the rules say of its day, which something has written past them. The evaluation is
    kept, as all are, but no longer stands as the latest."""
    stale = {site_id for site_id, kind in differences() if kind != CALENDAR}
    Site.objects.filter(pk__in=stale).update(evaluation=None)
    evaluate(stale, day=timezone.now().date(), cause=Evaluation.Cause.EDIT)
    publication.publish(stale, relist=stale)
    return len(stale)


def _write_copies(site_ids):
    sites = list(Site.objects.filter(pk__in=site_ids, evaluation__isnull=False).select_related("evaluation"))
    for site in sites:
        site.outcome, site.in_the_way = site.evaluation.outcome, criteria.in_the_way(site.evaluation.result)
    Site.objects.bulk_update(sites, ["outcome", "in_the_way"], batch_size=CHUNK)
    PublishedSite.objects.filter(site__in=site_ids, site__status=Site.Status.DRAFT).delete()
    publication.publish(site_ids, redraw=site_ids, relist=site_ids)


def _wrong_copies():
    public = ~Q(status=Site.Status.DRAFT)
    evaluated = Site.objects.filter(evaluation__isnull=False)
    unlike = Q(published__isnull=True) | ~Q(published__status=F("status")) | ~Q(published__code=F("code"))
    yield from evaluated.exclude(outcome=F("evaluation__outcome")).values_list("pk", flat=True)
    yield from evaluated.filter(public & unlike).values_list("pk", flat=True)
    yield from Site.objects.filter(~public, published__isnull=False).values_list("pk", flat=True)
    for site_ids in chunks_of_sites():
        rows = evaluated.filter(pk__in=site_ids).values_list(
            "pk", "in_the_way", "evaluation__result", "published__outcome", "published__findings"
        )
        for site_id, in_the_way, result, shown, findings in rows:
            told = findings and criteria.with_flags(result, findings["flags"])["outcome"]
            if in_the_way != criteria.in_the_way(result) or shown != told:
                yield site_id
