"""What of the evaluations is withheld from those who may not see where sensitive sites are: that one shares ground with another site.

They are told an evaluation as the public is told it, without such ground and with the outcome that follows without it (criteria.md 4:
check and save may differ by sensitive sites). One that then tells the same as the one before it is not told at all: its day and its
cause would tell that something hidden changed. Those who `see_places` are told everything."""

from collections import defaultdict

from django.db.models import BooleanField, Case, F, TextField, Value, When
from django.db.models.functions import Cast

from . import criteria
from .models import Evaluation, Site, StatusChange


def sees_places(user):
    """Whether this account may learn where sensitive sites are, and so what they overlap."""
    return user.has_perm("aze_sites.view_exact_location")


def hidden_in(results):
    """Codes of the sensitive sites among those that these evaluations' JSON names as sharing ground."""
    named = {flag["facts"].get("site") for result in results for flag in result["flags"]} - {None}
    sensitive = Site.objects.filter(code__in=named).exclude(sensitivity=Site.Sensitivity.OPEN)
    return set(sensitive.values_list("code", flat=True)) if named else set()


def without(result, *, is_sensitive, hidden):
    """An evaluation's JSON as it is told: without any overlap of a site that `is_sensitive`, nor those of another with sites in `hidden`,
    a set of codes."""
    told = _told(result["flags"], is_sensitive, hidden)
    return criteria.with_flags(result, told) if told != result["flags"] else result


def _told(flags, is_sensitive, hidden):
    return [
        flag
        for flag in flags
        if "site" not in flag["facts"] or not (is_sensitive or flag["facts"]["site"] in hidden)
    ]


def tell(judged, *, see_places):
    """Leaves in each Evaluation of these (Site, Evaluation) only what is told. They are for reading, never to be saved."""
    if see_places:
        return
    hidden = hidden_in([evaluation.result for _site, evaluation in judged])
    for site, evaluation in judged:
        evaluation.result = without(evaluation.result, is_sensitive=site.is_sensitive, hidden=hidden)
        evaluation.outcome = evaluation.result["outcome"]


def told_otherwise(evaluations):
    """{id: its JSON as it is told} of those of these Evaluations of which something is withheld."""
    naming = evaluations.filter(result__flags__icontains='"site"').order_by()
    flags = {
        pk: (sensitivity != Site.Sensitivity.OPEN, flags)
        for pk, sensitivity, flags in naming.values_list("pk", "site__sensitivity", "result__flags")
    }
    hidden = hidden_in([{"flags": named} for _is_sensitive, named in flags.values()])
    less = {pk for pk, (is_sensitive, named) in flags.items() if _told(named, is_sensitive, hidden) != named}
    rows = Evaluation.objects.filter(pk__in=less).order_by().values_list("pk", "result")
    return {
        pk: without(result, is_sensitive=flags[pk][0], hidden=hidden) for pk, result in (rows if less else ())
    }


def evaluations_told(evaluations, *, see_places):
    """Those of these Evaluations that tell something which the one before at their site did not."""
    otherwise = {} if see_places else told_otherwise(evaluations)
    if not otherwise:
        return evaluations
    sites = Evaluation.objects.filter(pk__in=otherwise).values("site")
    rows = Evaluation.objects.filter(site__in=sites).order_by("pk").values_list("pk", "site", "result")
    last, repeated = {}, []
    for pk, site_id, result in rows:
        told = otherwise.get(pk, result)
        if told == last.get(site_id):
            repeated.append(pk)
        last[site_id] = told
    return evaluations.exclude(pk__in=repeated)


def sites_told(sites, *, see_places):
    """These Sites with `told_outcome` and `told_in_the_way`: the state of their evidence as it is told."""
    blocked = Site.objects.annotate(codes=Cast("in_the_way", TextField())).filter(
        codes__contains="D_DUPLICATE"
    )
    latest = Evaluation.objects.filter(pk__in=blocked.values("evaluation"))  # by the only flag that may block
    otherwise = {} if see_places else told_otherwise(latest)
    codes = {pk: criteria.in_the_way(result) for pk, result in otherwise.items()}
    outcomes = {pk: result["outcome"] for pk, result in otherwise.items()}
    return sites.annotate(
        told_outcome=_column("outcome", outcomes), told_in_the_way=_column("in_the_way", codes)
    )


def changes_told(changes, *, see_places):
    """These StatusChanges with `told_overridden`: whether each went against the evidence, as it is told."""
    seen = Evaluation.objects.filter(pk__in=StatusChange.objects.values("evaluation"))
    otherwise = {} if see_places else told_otherwise(seen)
    moves = StatusChange.objects.filter(evaluation__in=otherwise).annotate(exact=F("evaluation__outcome"))
    ids = defaultdict(list)
    for move in moves if otherwise else ():
        ids[overridden(move, move.exact, otherwise[move.evaluation_id]["outcome"])].append(move.pk)
    turned = [When(pk__in=same, then=Value(against)) for against, same in ids.items()]
    return changes.annotate(
        told_overridden=Case(*turned, default=F("overridden"), output_field=BooleanField())
    )


def overridden(change, outcome, told):
    """Whether a StatusChange went against the evidence on file, whose `outcome` is told as `told`."""
    return change.overridden if outcome == told else StatusChange.is_against(change.to_status, told)


def _column(column, values):
    """A column of a Site, but for the sites of these evaluations: {evaluation id: value}."""
    ids = defaultdict(list)
    for evaluation_id, value in values.items():
        ids[str(value)].append(evaluation_id)
    field = Site._meta.get_field(column)
    turned = [
        When(evaluation__in=same, then=Value(values[same[0]], output_field=field)) for same in ids.values()
    ]
    return Case(*turned, default=F(column), output_field=field)
