"""What the registry holds on a site reaches the criteria whole and exact, and what was judged can be judged again."""

from decimal import Decimal
from fractions import Fraction

import pytest
from factories import BOWTIE, claim, draw, site, species, square, staff

from sites import criteria
from sites.criteria import SiteFacts
from sites.gathering import gather
from sites.models import Claim, DistinctSites, Evaluation, Site

pytestmark = pytest.mark.django_db
HALF = {"best": Decimal("99.50"), "year": 2019, "parameter": "range"}


def facts_of(of):
    return SiteFacts.from_json(gather({of.pk}, year=2026)[of.pk])


def test_every_input_of_a_claim_reaches_the_criteria():
    floreana = site("ECU15", claims=[])
    rare = species("Grus americana", category="", rank="subspecies", possibly_extinct=True)
    figures = {"min": Decimal("0.285"), "max": Decimal("123456789012345678"), "parameter": "localities"}
    claim(
        floreana,
        species=rare,
        basis="population_share",
        segment="passage",
        presence="uncertain",
        origin="reintroduced",
        percent=Decimal("97.5"),
        last_confirmed=1999,
        **{f"site_{name}": value for name, value in figures.items()},
        **{f"global_{name}": value for name, value in HALF.items()},
    )
    claim(floreana)

    told = facts_of(floreana).claims

    assert told == tuple(row.facts() for row in Claim.objects.order_by("pk"))
    assert (told[0].category, told[0].rank, told[0].site.max) == (None, "subspecies", 123456789012345678)
    assert told[1].site == criteria.Estimate()


def test_claims_elsewhere_are_those_of_the_same_species_at_listed_sites():
    floreana = site("ECU15")
    share = {"species": "Mimus trifasciatus", "basis": "population_share"}
    site("ECU16", boundary=None, claims=[share | {"site_best": 1, "global_best": 3}])
    site("ECU17", boundary=None, status="delisted")
    site("ECU18", boundary=None, claims=["Camarhynchus pauper"])

    (record,) = facts_of(floreana).elsewhere

    assert record == criteria.Record("ECU16", *share.values(), percent=Fraction(100, 3))


def test_the_place_reaches_the_criteria():
    floreana = site("ECU15", countries=("EC", "PE"), locality_lon=-90.4, locality_lat=-1.3)
    other = site("ECU16", boundary=square(-90.5, -1.4), claims=[])
    DistinctSites.objects.create(first=floreana, second=other, reason="Two islets.", by=staff())

    told = facts_of(floreana)

    assert (told.countries, told.has_point, told.rationale, told.confirmed) == (("EC", "PE"), *[True] * 3)
    assert [(overlap.site, overlap.distinct) for overlap in told.overlaps] == [("ECU16", True)]
    assert told.boundary.valid and told.boundary.fault is None

    draw(floreana, BOWTIE)
    told = facts_of(floreana)
    assert told.overlaps == () and not told.confirmed
    assert told.boundary.fault == (0.5, 0.5) and told.boundary.fault_code


def test_a_site_of_which_nothing_is_known_is_told_by_its_year_alone():
    bare = site("ECU15", claims=[], countries=(), boundary=None, rationale=" ")

    assert gather({bare.pk}, year=2026) == {bare.pk: {"claims": [], "year": 2026}}


def test_the_facts_on_file_give_the_result_on_file():
    site("ECU15", claims=["Mimus trifasciatus", {"species": "Grus americana", "segment": "breeding"}])
    site("ECU16", countries=("EC", "PE"))

    for evaluation in Evaluation.objects.all():
        again = criteria.evaluate(SiteFacts.from_json(evaluation.facts)).as_json()
        assert again == evaluation.result
    assert Site.objects.filter(evaluation__isnull=False).count() == 2
