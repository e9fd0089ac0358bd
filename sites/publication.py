"""What the public sees of a site, computed in the saving transaction.

Nothing that a sensitive site hides leaves here: neither its exact boundary nor a finding from which its place could be told."""

from collections import defaultdict

from django.db.models import F
from django.utils import timezone
from shapely import Point

from . import criteria, geometry
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
    RegistryStamp,
    Site,
    SiteCode,
    SiteCountry,
    SpeciesName,
    StatusChange,
)
from .numbers import plain
from .search import fold

GRID_DEGREES = {Site.Sensitivity.LOW: 0.001, Site.Sensitivity.MEDIUM: 0.01, Site.Sensitivity.HIGH: 0.1}
PLACE_FIELDS = [
    "lon",
    "lat",
    "has_boundary",
    "area_km2",
    "west",
    "south",
    "east",
    "north",
    "cell_level",
    "cell_x",
    "cell_y",
]
WORD_FIELDS = [
    *(
        "code",
        "name",
        "national_name",
        "national_language",
        "status",
        "successor_code",
        "outcome",
        "endangerment",
        "irreplaceability",
    ),
    *(
        "discreteness",
        "category",
        "country_names",
        "protection",
        "facts",
        "findings",
        "history",
        "search_text",
        "evaluated_on",
        "updated_at",
    ),
]
OUTLINE_DEGREES = 0.004  # a fifth of a screen's dot at zoom 6, where boundaries begin to be drawn
CATEGORY_ORDER = ("CR", "EN", "EW")  # the map shows the first of these among a site's species


def publish(site_ids, *, redraw=frozenset()):
    """Writes the public rows of these sites; their public geometry only for those in `redraw`. Constant in queries."""
    sites = list(
        Site.objects.filter(pk__in=site_ids, evaluation__isnull=False)
        .exclude(status=Site.Status.DRAFT)
        .select_related("evaluation", "successor")
    )
    if not sites:
        return
    parts = _Parts(sites)
    rows = [_published(site, parts) for site in sites]
    redrawn = [row for row in rows if row.site_id in redraw]
    boundaries = _draw(redrawn, parts)
    _upsert(redrawn, WORD_FIELDS + PLACE_FIELDS)
    _upsert([row for row in rows if row.site_id not in redraw], WORD_FIELDS)
    PublishedBoundary.objects.bulk_create(
        boundaries, update_conflicts=True, unique_fields=["site"], update_fields=["geojson", "outline", "wkb", "invalid"]
    )
    _replace_children(sites, parts)
    _stamp()


def refresh_search_text(site_ids):
    """Writes the folded text by which these sites are found: names, codes, countries, species, synonyms and common names."""
    words = defaultdict(list)
    for model, of, names in (
        (Site.objects.filter(pk__in=site_ids), "pk", ("code", "name", "national_name")),
        (SiteCode.objects.filter(site__in=site_ids), "site", ("code",)),
        (
            SiteCountry.objects.filter(site__in=site_ids).order_by("position", "pk"),
            "site",
            ("country__name", "country__iso2", "country__iso3"),
        ),
        (
            Claim.objects.filter(site__in=site_ids).order_by("pk"),
            "site",
            ("species__scientific_name", "species__common_name"),
        ),
        (
            SpeciesName.objects.filter(species__claims__site__in=site_ids).order_by("pk"),
            "species__claims__site",
            ("name",),
        ),
    ):
        if site_ids:
            for site_id, *found in model.values_list(of, *names):
                words[site_id] += [fold(name) for name in found if name]
    stored = Site.objects.filter(pk__in=words).only("pk", "search_text")
    changed = []
    for site in stored:
        text = "\n".join(dict.fromkeys(words[site.pk]))
        if text != site.search_text:
            site.search_text = text
            changed.append(site)
    if len(changed) == 1:
        Site.objects.filter(pk=changed[0].pk).update(search_text=changed[0].search_text)
    elif changed:
        Site.objects.bulk_update(changed, ["search_text"], batch_size=500)


class _Parts:
    """The rows around some sites, by site id."""

    def __init__(self, sites):
        self.ids = [site.pk for site in sites]
        self.claims = self._by_site(Claim.objects.select_related("species"))
        self.countries = self._by_site(
            SiteCountry.objects.select_related("country").order_by("position", "pk")
        )
        self.listings = self._by_site(Listing.objects.select_related("species"))
        self.aliases = self._by_site(SiteCode.objects.all())
        self.changes = self._by_site(StatusChange.objects.select_related("successor"))
        self.outcomes = self._by_site(Evaluation.objects.only("site", "day", "outcome", "cause"))
        self.boundary_words = {
            row.site_id: row
            for row in Boundary.objects.filter(site__in=self.ids).only(
                "site", "source", "source_date", "licence", "vertices"
            )
        }
        self.distinct = defaultdict(list)
        for column, other in (("first", "second__code"), ("second", "first__code")):
            for site_id, code in DistinctSites.objects.filter(**{f"{column}__in": self.ids}).values_list(
                column, other
            ):
                self.distinct[site_id].append(code)
        named = {flag["facts"].get("site") for site in sites for flag in site.evaluation.result["flags"]} - {
            None
        }
        self.hidden = set(
            Site.objects.filter(code__in=named)
            .exclude(sensitivity=Site.Sensitivity.OPEN)
            .values_list("code", flat=True)
        )

    def _by_site(self, rows):
        found = defaultdict(list)
        for row in rows.filter(site__in=self.ids):
            found[row.site_id].append(row)
        return found


def _published(site, parts):
    countries = [row.country for row in parts.countries[site.pk]]
    claims = sorted(parts.claims[site.pk], key=lambda claim: claim.pk)
    findings = _public_findings(site, parts.hidden)
    return PublishedSite(
        site=site,
        code=site.code,
        name=site.name,
        national_name=site.national_name,
        national_language=site.national_language,
        status=site.status,
        successor_code=site.successor.code if site.successor else "",
        outcome=site.outcome,
        endangerment=site.evaluation.endangerment,
        irreplaceability=site.evaluation.irreplaceability,
        discreteness=site.evaluation.discreteness,
        category=_category(claims, site.evaluation.result["claims"]),
        country_names=", ".join(country.name for country in countries),
        protection=site.protection,
        facts=_facts(site, countries, claims, parts),
        findings=findings,
        history=_history(parts.changes[site.pk], parts.outcomes[site.pk]),
        search_text=site.search_text,
        evaluated_on=site.evaluation.day,
        updated_at=timezone.now(),
    )


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


def _facts(site, countries, claims, parts):
    """Public facts by name. `request` is the body of a `POST /api/check` about this site, but for its boundary."""
    boundary = parts.boundary_words.get(site.pk)
    shown = not site.is_sensitive
    return {
        "description": site.description if shown else "",
        "rationale": site.rationale if shown else "",
        "confirmed_on": site.discreteness_confirmed_at and site.discreteness_confirmed_at.isoformat(),
        "confirmed_source": site.discreteness_source if shown else "",
        "coverage_percent": plain(site.coverage_percent) if site.coverage_percent is not None else None,
        "protection_as_of": site.protection_as_of,
        "protection_source": site.protection_source,
        "threats": site.threats,
        "habitats": site.habitats,
        "actions": site.actions,
        "sitrecid": site.sitrecid,
        "wdpa_ids": site.wdpa_ids if shown else "",
        "aze_id": site.aze_id,
        "aliases": [row.code for row in parts.aliases[site.pk]],
        "last_reviewed": site.last_reviewed and site.last_reviewed.isoformat(),
        "countries": [{"code": country.iso2, "name": country.name} for country in countries],
        "grid_degrees": GRID_DEGREES.get(site.sensitivity),
        "withheld": site.sensitivity == Site.Sensitivity.EXTREME,
        "uncertainty_m": site.locality_uncertainty_m if shown else None,
        "boundary_source": boundary.source if boundary and shown else "",
        "boundary_date": boundary.source_date.isoformat()
        if boundary and shown and boundary.source_date
        else None,
        "boundary_licence": boundary.licence if boundary and shown else "",
        "vertices": boundary.vertices if boundary and shown else None,
        "listings": [
            {
                "year": row.year,
                "species": row.species.scientific_name,
                "name": row.listed_name,
                "source": row.source,
            }
            for row in sorted(parts.listings[site.pk], key=lambda row: (row.year, row.pk))
        ],
        "distinct_from": sorted(parts.distinct[site.pk]),
        "request": {
            "site": site.code,
            "claims": [claim_request(claim) for claim in claims],
            "point": [site.locality_lon, site.locality_lat]
            if shown and site.locality_lon is not None
            else None,
            "countries": [country.iso2 for country in countries],
            "rationale": (site.rationale if shown else "withheld") if site.rationale.strip() else "",
            "confirmed": site.discreteness_confirmed_at is not None,
            "today": site.evaluation.day.isoformat(),
        },
    }


def claim_request(claim):
    """A claim in the form of `POST /api/check` (criteria.md 7)."""
    species = claim.species

    def estimate(side):
        values = {name: getattr(claim, f"{side}_{name}") for name in ("min", "best", "max")}
        return {name: None if value is None else plain(value) for name, value in values.items()} | {
            "parameter": getattr(claim, f"{side}_parameter"),
            "year": getattr(claim, f"{side}_year"),
        }

    return {
        "species": species.scientific_name,
        "rank": species.rank,
        "category": species.category or None,
        "possibly_extinct": species.possibly_extinct,
        "possibly_extinct_in_the_wild": species.possibly_extinct_in_the_wild,
        "assessment_year": species.assessment_year,
        "basis": claim.basis,
        "segment": claim.segment,
        "site": estimate("site"),
        "global": estimate("global"),
        "percent": None if claim.percent is None else plain(claim.percent),
        "presence": claim.presence,
        "origin": claim.origin,
        "last_confirmed": claim.last_confirmed,
        "reintroduction_confirmed": claim.reintroduction_confirmed,
    }


def _public_findings(site, hidden):
    """The evaluation without what would tell where a sensitive site lies: its own overlaps and fault, and overlaps with one."""
    result = dict(site.evaluation.result)
    telling = {"D_OVERLAP", "D_DUPLICATE"}
    result["flags"] = [
        flag
        for flag in result["flags"]
        if flag["code"] not in telling or not (site.is_sensitive or flag["facts"].get("site") in hidden)
    ]
    if site.is_sensitive:
        result["discreteness_findings"] = [
            finding | {"facts": {}} for finding in result["discreteness_findings"]
        ]
    return result


def _history(changes, outcomes):
    """Status moves and changes of the outcome, oldest first."""
    rows = [
        {
            "kind": "status",
            "day": change.at.date().isoformat(),
            "from": change.from_status,
            "to": change.to_status,
            "reason": change.reason,
            "text": change.text,
            "overridden": change.overridden,
            "successor": change.successor.code if change.successor else "",
        }
        for change in sorted(changes, key=lambda change: change.pk)
    ]
    before = None
    for evaluation in sorted(outcomes, key=lambda evaluation: evaluation.pk):
        if evaluation.outcome != before:
            rows.append(
                {
                    "kind": "outcome",
                    "day": evaluation.day.isoformat(),
                    "from": before,
                    "to": evaluation.outcome,
                    "cause": evaluation.cause,
                }
            )
        before = evaluation.outcome
    return sorted(rows, key=lambda row: row["day"])


def _draw(rows, parts):
    """Sets the place columns of these rows; their PublishedBoundary rows."""
    exact = {row.site_id: row for row in Boundary.objects.filter(site__in=[row.site_id for row in rows])}
    return [_drawn(row, row.site, exact.get(row.site_id)) for row in rows]


def _drawn(row, site, boundary):
    public = PublishedBoundary(site_id=site.pk)
    if site.is_sensitive:
        _draw_generalised(row, site, boundary, public)
    elif boundary and boundary.valid:
        public.geojson, public.wkb = boundary.geojson, boundary.wkb
        public.outline = geometry.to_geojson(geometry.simplify(boundary.geometry(), OUTLINE_DEGREES))
        row.has_boundary, row.area_km2 = True, boundary.area_km2
        row.lon, row.lat = boundary.marker_lon, boundary.marker_lat
        row.index_box(geometry.Bounds(boundary.west, boundary.south, boundary.east, boundary.north))
    elif boundary:
        public.invalid = boundary.geojson
        _mark(row, boundary.marker_lon, boundary.marker_lat)
    elif site.locality_lon is not None:
        _mark(row, site.locality_lon, site.locality_lat)
    return public


def _mark(row, lon, lat):
    row.lon, row.lat = lon, lat
    row.index_box(geometry.Bounds(lon, lat, lon, lat))


def _draw_generalised(row, site, boundary, public):
    step = GRID_DEGREES.get(site.sensitivity)
    place = boundary.geometry() if boundary else None
    if place is None and site.locality_lon is not None:
        place = Point(site.locality_lon, site.locality_lat)
    row.area_km2 = boundary.area_km2 if boundary and boundary.valid else None
    if step is None or place is None:
        return
    cells = geometry.generalise(place, step)
    row.lon, row.lat = geometry.marker(cells)
    row.index_box(geometry.bounds(cells))
    if boundary and boundary.valid:
        row.has_boundary = True
        public.geojson, public.wkb = geometry.to_geojson(cells), geometry.to_wkb(cells)
        public.outline = public.geojson


def _upsert(rows, fields):
    PublishedSite.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["site"], update_fields=fields, batch_size=500
    )


def _replace_children(sites, parts):
    ids = [site.pk for site in sites]
    PublishedCountry.objects.filter(site__in=ids).delete()
    PublishedSpecies.objects.filter(site__in=ids).delete()
    PublishedCountry.objects.bulk_create(
        PublishedCountry(site_id=row.site_id, country_id=row.country_id, position=row.position)
        for site_id in ids
        for row in parts.countries[site_id]
    )
    PublishedSpecies.objects.bulk_create(
        _published_species(site, claim, result)
        for site in sites
        for claim, result in zip(
            sorted(parts.claims[site.pk], key=lambda claim: claim.pk),
            site.evaluation.result["claims"],
            strict=True,
        )
    )


def _published_species(site, claim, result):
    share = criteria.share_claimed(claim.facts())
    shown = not site.is_sensitive
    return PublishedSpecies(
        site_id=site.pk,
        species=claim.species,
        scientific_name=claim.species.scientific_name,
        category=claim.species.category,
        group=claim.species.group,
        segment=claim.segment,
        basis=claim.basis,
        presence=claim.presence,
        origin=claim.origin,
        share_claimed="" if share is None else str(share),
        standing=result["standing"],
        claim=claim_request(claim)
        | {"citation": claim.citation if shown else "", "evidence_url": claim.evidence_url if shown else ""},
        result=result,
    )


def _stamp():
    now = timezone.now()
    if not RegistryStamp.objects.filter(pk=1).update(number=F("number") + 1, changed_at=now):
        RegistryStamp.objects.create(pk=1, number=1, changed_at=now)
