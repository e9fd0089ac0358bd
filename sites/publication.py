"""What the public sees of a site, computed in the saving transaction.

Nothing that a sensitive site hides leaves here: neither its exact boundary nor a finding from which its place could be told."""

from collections import defaultdict, namedtuple

from django.db.models import Case, F, Q, When
from django.utils import timezone

from . import public_facts, public_place, stamp, withheld
from .models import (
    Boundary,
    Claim,
    DistinctSites,
    Evaluation,
    Listing,
    PublishedBoundary,
    PublishedCountry,
    PublishedSite,
    PublishedSpecies,
    Site,
    SiteCode,
    SiteCountry,
    StatusChange,
)
from .models.site import OTHER_SITES

WORD_FIELDS = [
    *("code", "name", "national_name", "national_language", "status", "successor_code", "outcome"),
    *("endangerment", "irreplaceability", "discreteness", "category", "country_names", "protection"),
    *("facts", "findings", "search_text"),
]
MOMENTS = ["evaluated_on", "updated_at"]
HISTORY = ["history", "moved_on"]
# An evaluation as the history tells it; its whole result only where a flag of the site may block.
Past = namedtuple("Past", "pk day cause outcome blocked")
BLOCKED = Case(When(result__flags__icontains="true", then=F("result")))
SIDES = [
    *("first", "second"),
    *(f"{side}__{name}" for side in ("first", "second") for name in ("code", "sensitivity", "status")),
]
CATEGORY_ORDER = ("CR", "EN", "EW")  # the map shows the first of these among a site's species


def publish(site_ids, *, redraw=frozenset(), relist=frozenset()):
    """Writes the public rows of these sites: their geometry only for those in `redraw`, their history, countries and species only for
    those in `relist`; everything of a site that had none. A row that would tell the same stays as it is, with its moment: that moment
    would tell of a change that the public may not see. Constant in queries."""
    sites = _publishable(site_ids) if site_ids else []
    if not sites:
        return
    fresh = {site.pk for site in sites if site.published_as is None}
    redraw, relist = redraw | fresh, relist | fresh
    stored = PublishedSite.objects.in_bulk([site.pk for site in sites if site.pk not in fresh])
    parts = _Parts(sites, redraw, relist)
    listed = _children([site for site in sites if site.pk in relist], parts)
    children = {model: _differing(model, rows) for model, rows in listed.items()}
    retold = redraw.union(*children.values())
    rows = [_published(site, parts, stored.get(site.pk)) for site in sites]
    rows = [
        row
        for row in rows
        if row.pk in retold or _tells_otherwise(row, stored[row.pk], HISTORY if row.pk in relist else ())
    ]
    boundaries = public_place.draw([row for row in rows if row.pk in redraw], parts.boundaries)
    for place in (True, False):
        for history in (True, False):
            _upsert(
                [row for row in rows if (row.pk in redraw, row.pk in relist) == (place, history)],
                [*WORD_FIELDS, *MOMENTS, *(public_place.FIELDS * place), *(HISTORY * history)],
            )
    PublishedBoundary.objects.bulk_create(
        boundaries,
        update_conflicts=True,
        unique_fields=["site"],
        update_fields=["geojson", "outline", "wkb", "invalid"],
    )
    for model, of_sites in children.items():
        _replace(model, of_sites)
    stamp.data_changed()


def _publishable(site_ids):
    judged = Site.objects.filter(pk__in=site_ids, evaluation__isnull=False)
    with_codes = judged.annotate(successor_code=F("successor__code"), published_as=F("published__code"))
    return list(with_codes.exclude(status=Site.Status.DRAFT).select_related("evaluation").order_by())


def _tells_otherwise(row, stored, more):
    return any(getattr(row, name) != getattr(stored, name) for name in (*WORD_FIELDS, *more))


def _keep_day(row, stored):
    """A judgement that tells the public nothing new keeps the day of the one before: its own would tell that something hidden changed."""
    request, before = row.facts["request"], stored.facts["request"]
    if row.findings == stored.findings and request == before | {"today": request["today"]}:
        row.evaluated_on, request["today"] = stored.evaluated_on, before["today"]


def reword(site_ids):
    """Writes what the public is told of these sites where only words of `Site.WORDS` changed."""
    if not site_ids:
        return
    words = ("national_language", "protection", "facts")
    published = Site.objects.filter(pk__in=site_ids, published__isnull=False).order_by()
    sites = published.annotate(**{f"told_{name}": F(f"published__{name}") for name in words})
    rows = []
    for site in sites.only("sensitivity", *Site.WORDS):
        before = [getattr(site, f"told_{name}") for name in words]
        told = [site.national_language, site.protection, before[-1] | public_facts.words_of(site)]
        if told != before:  # the moment would tell of a change that only the secretariat sees
            rows.append(
                PublishedSite(pk=site.pk, updated_at=timezone.now(), **dict(zip(words, told, strict=True)))
            )
    if rows:
        _update(rows, [*words, "updated_at"])
        stamp.data_changed()


def _update(rows, fields):
    if len(rows) == 1:  # four times as fast as in bulk
        PublishedSite.objects.filter(pk=rows[0].pk).update(
            **{name: getattr(rows[0], name) for name in fields}
        )
    else:
        PublishedSite.objects.bulk_update(rows, fields, batch_size=500)


class _Parts:
    """The rows around some sites, by site id."""

    def __init__(self, sites, redraw, relist):
        self.ids = [site.pk for site in sites]
        self.claims = self._by_site(Claim.objects.select_related("species").order_by("pk"))
        self.countries = self._by_site(
            SiteCountry.objects.select_related("country").order_by("position", "pk")
        )
        self.listings = self._by_site(
            Listing.objects.annotate(of=F("species__scientific_name")).order_by("year", "pk")
        )
        self.aliases = self._by_site(SiteCode.objects.order_by("pk"))
        relisted = [site_id for site_id in self.ids if site_id in relist]
        self.changes = self._by_site(
            StatusChange.objects.annotate(successor_code=F("successor__code")).order_by("pk"), relisted
        )
        self.evaluations = self._evaluations(relisted)
        self.boundaries = self._boundaries(redraw)
        self.distinct = self._distinct()
        earlier = [past.blocked for rows in self.evaluations.values() for past in rows if past.blocked]
        self.hidden = withheld.hidden_in([*(site.evaluation.result for site in sites), *earlier])

    def _evaluations(self, ids):
        found = defaultdict(list)
        rows = (
            Evaluation.objects.filter(site__in=ids)
            .order_by("pk")
            .values_list("site", *Past._fields[:-1], BLOCKED)
        )
        for site_id, *told in rows if ids else ():
            found[site_id].append(Past(*told))
        return found

    def _boundaries(self, redraw):
        """{site id: its Boundary}, with its geometry only where that is drawn."""
        drawn = [site_id for site_id in self.ids if site_id in redraw]
        others = [site_id for site_id in self.ids if site_id not in redraw]
        rows = [*Boundary.objects.filter(site__in=drawn)] if drawn else []
        rows += Boundary.objects.filter(site__in=others).defer("geojson", "wkb") if others else []
        return {row.site_id: row for row in rows}

    def _distinct(self):
        """{site id: codes of the open sites from which it was ruled distinct}."""
        codes = defaultdict(list)
        either = Q(first__in=self.ids) | Q(second__in=self.ids)
        for site_id, other_id, *sides in DistinctSites.objects.filter(either).values_list(*SIDES):
            for one, (code, sensitivity, status) in ((site_id, sides[3:]), (other_id, sides[:3])):
                if sensitivity == Site.Sensitivity.OPEN and status in OTHER_SITES:
                    codes[one].append(code)
        return codes

    def _by_site(self, rows, ids=None):
        found = defaultdict(list)
        ids = self.ids if ids is None else ids
        for row in rows.filter(site__in=ids) if ids else ():
            found[row.site_id].append(row)
        return found


def _published(site, parts, stored):
    countries = [row.country for row in parts.countries[site.pk]]
    claims = parts.claims[site.pk]
    findings = public_facts.findings_of(site, site.evaluation.result, parts.hidden)
    changes = parts.changes[site.pk]
    row = PublishedSite(
        site=site,
        code=site.code,
        name=site.name,
        national_name=site.national_name,
        national_language=site.national_language,
        status=site.status,
        successor_code=site.successor_code or "",
        outcome=findings["outcome"],
        endangerment=site.evaluation.endangerment,
        irreplaceability=site.evaluation.irreplaceability,
        discreteness=site.evaluation.discreteness,
        category=_category(claims, site.evaluation.result["claims"]),
        country_names=", ".join(country.name for country in countries),
        protection=site.protection,
        facts=public_facts.facts_of(site, countries, claims, parts),
        findings=findings,
        history=public_facts.history_of(site, changes, parts.evaluations[site.pk], parts.hidden),
        moved_on=max((change.at.date() for change in changes), default=None),
        search_text=site.search_text,
        evaluated_on=site.evaluation.day,
        updated_at=timezone.now(),
    )
    if stored is not None:
        _keep_day(row, stored)
    return row


def _category(claims, results):
    """The highest category among the species that carry the site, else among all of them."""
    carrying = [
        claim.species.category
        for claim, result in zip(claims, results, strict=False)
        if result["standing"] != "noted"
    ]
    for categories in (carrying, [claim.species.category for claim in claims]):
        for category in CATEGORY_ORDER:
            if category in categories:
                return category
    return ""


def _upsert(rows, fields):
    PublishedSite.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["site"], update_fields=fields, batch_size=500
    )


def _children(sites, parts):
    """{model: {site id: rows}} of the public countries and species of these sites."""
    return {
        PublishedCountry: {
            site.pk: [
                PublishedCountry(site_id=site.pk, country_id=row.country_id, position=row.position)
                for row in parts.countries[site.pk]
            ]
            for site in sites
        },
        PublishedSpecies: {
            site.pk: [
                public_facts.species_row(site, claim, result)
                for claim, result in zip(parts.claims[site.pk], site.evaluation.result["claims"], strict=True)
            ]
            for site in sites
        },
    }


def _differing(model, rows):
    """Those of {site id: rows of this model} that tell otherwise than what is on record."""
    names = [field.attname for field in model._meta.concrete_fields if not field.primary_key]

    def told(row):
        return [getattr(row, name) for name in names]

    stored = defaultdict(list)
    for row in model.objects.filter(site__in=rows).order_by("pk") if rows else ():
        stored[row.site_id].append(told(row))
    return {site_id: fresh for site_id, fresh in rows.items() if list(map(told, fresh)) != stored[site_id]}


def _replace(model, rows):
    if rows:
        model.objects.filter(site__in=rows).delete()
        model.objects.bulk_create(row for fresh in rows.values() for row in fresh)
