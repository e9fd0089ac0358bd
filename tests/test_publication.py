"""What the public sees of a site, and what it never sees."""

import json

import pytest
from factories import draw, site, species, square, staff

from sites import geometry, publication, status
from sites.models import (
    DistinctSites,
    PublishedBoundary,
    PublishedCountry,
    PublishedSite,
    PublishedSpecies,
    RegistryStamp,
    Site,
    SpeciesName,
)

pytestmark = pytest.mark.django_db

SECRET = square(-90.43217, -1.28765, 0.00321)
CANARY = ("43217", "28765", "42896", "28444", "hidden valley")


def everything_public():
    rows = []
    for model in (PublishedSite, PublishedBoundary, PublishedCountry, PublishedSpecies):
        for row in model.objects.all():
            for field in model._meta.concrete_fields:
                value = getattr(row, field.attname)
                rows.append(
                    bytes(value).hex()
                    if isinstance(value, (bytes, memoryview))
                    else json.dumps(value, default=str)
                )
    return "\n".join(rows).casefold()


def test_a_draft_has_no_public_row():
    site(None, status=Site.Status.DRAFT)

    assert not PublishedSite.objects.public().exists()


def test_an_open_site_is_published_with_its_exact_boundary():
    floreana = site("ECU15", description="Dry forest")
    shown = PublishedSite.objects.get()

    assert (shown.code, shown.status, shown.outcome, shown.category) == (
        "ECU15",
        "confirmed",
        "qualifies",
        "EN",
    )
    assert json.loads(shown.boundary.geojson) == json.loads(floreana.boundary.geojson)
    assert (shown.west, shown.south, shown.east, shown.north) == (-90.5, -1.4, -90.3, -1.2)
    assert shown.facts["description"] == "Dry forest"
    assert shown.country_names == "Ecuador"


@pytest.mark.parametrize("level", ["low", "medium", "high", "extreme"])
def test_nothing_exact_of_a_sensitive_site_is_in_any_public_row(level):
    site(
        "ECU15",
        boundary=SECRET,
        sensitivity=level,
        sensitivity_reason="Collectors",
        description="In the hidden valley",
        locality_lon=-90.43217,
        locality_lat=-1.28765,
        claims=[{"species": "Mimus trifasciatus", "citation": "Notes on the hidden valley"}],
    )
    exact_wkb = geometry.to_wkb(geometry.read_geojson(SECRET).geometry).hex()

    public = everything_public()

    assert not [word for word in CANARY if word in public]
    assert exact_wkb not in public


def test_a_site_flagged_as_sensitive_later_loses_its_exact_place_at_once_and_returns_to_the_same_cells():
    floreana = site("ECU15", boundary=SECRET)
    assert "43217" in everything_public()

    shown = []
    for level in ("high", "open", "high"):
        floreana.sensitivity, floreana.sensitivity_reason = level, "Collectors"
        floreana.save()
        shown.append(PublishedBoundary.objects.get().geojson)

    assert shown[0] == shown[2] != shown[1]
    assert "43217" not in everything_public()


def test_an_extreme_site_has_no_place_at_all():
    site("ECU15", boundary=SECRET, sensitivity="extreme", sensitivity_reason="Collectors")
    shown = PublishedSite.objects.get()

    assert (shown.lon, shown.west, shown.has_boundary, shown.boundary.geojson) == (None, None, False, "")
    assert shown.facts["withheld"]


def test_an_overlap_with_a_sensitive_site_is_told_to_nobody_outside():
    site("ECU15", sensitivity="high", sensitivity_reason="Collectors")
    neighbour = site("ECU16", claims=["Camarhynchus pauper"], boundary=square(-90.45, -1.35, 0.2))
    assert {flag["code"] for flag in neighbour.evaluation.result["flags"]} == {"D_OVERLAP"}

    for shown in PublishedSite.objects.all():
        assert shown.findings["flags"] == []


def test_a_duplicate_of_a_sensitive_site_keeps_its_outcome_in_public_and_under_review_for_the_secretariat():
    site("ECU15", sensitivity="high", sensitivity_reason="Collectors")
    neighbour = site("ECU16", claims=["Camarhynchus pauper"])
    assert neighbour.outcome == "needs_review"

    shown = PublishedSite.objects.get(code="ECU16")

    assert (shown.outcome, shown.findings["outcome"]) == ("qualifies", "qualifies")
    assert {row["to"] for row in shown.history if row["kind"] == "outcome"} == {"qualifies"}
    assert "needs_review" not in json.dumps([shown.facts, shown.findings, shown.history])


def test_a_site_flagged_as_sensitive_later_is_no_longer_told_of_by_its_neighbours():
    first, second = site("ECU15"), site("ECU16", claims=["Camarhynchus pauper"])
    DistinctSites.objects.create(first=first, second=second, reason="Two storeys", by=staff())
    assert "ECU16" in json.dumps(PublishedSite.objects.get(code="ECU15").findings)

    second.sensitivity, second.sensitivity_reason = "high", "Collectors"
    second.save()

    told = PublishedSite.objects.get(code="ECU15")
    assert "ECU16" not in json.dumps([told.findings, told.facts])


def test_an_invalid_boundary_is_published_as_a_marker_only():
    site("ECU15", boundary={"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]})
    shown = PublishedSite.objects.get()

    assert not shown.has_boundary and shown.boundary.geojson == ""
    assert shown.lon is not None
    assert json.loads(shown.boundary.invalid)["type"] == "MultiPolygon"


def test_an_edit_of_words_leaves_the_public_geometry_alone(django_assert_num_queries):
    floreana = site("ECU15")
    PublishedBoundary.objects.update(geojson="as it was")

    floreana.description = "Dry forest"
    floreana.save()
    assert PublishedBoundary.objects.get().geojson == "as it was"

    draw(floreana, square(5, 5))
    assert PublishedBoundary.objects.get().geojson != "as it was"


def test_the_stamp_counts_public_changes_only():
    floreana = site("ECU15")
    before = RegistryStamp.objects.get().number

    site(None, status=Site.Status.DRAFT, claims=["Camarhynchus pauper"])
    floreana.save()
    assert RegistryStamp.objects.get().number == before

    floreana.name = "Isla Floreana"
    floreana.save()
    assert RegistryStamp.objects.get().number == before + 1


def test_a_site_is_found_by_synonym_national_name_country_and_code_without_accents():
    site("ECU15", national_name="Santa María")
    SpeciesName.objects.create(
        species=species("Mimus trifasciatus"), name="Nesomimus trifasciatus", kind="synonym"
    )
    text = PublishedSite.objects.get().search_text

    for word in ("santa maria", "nesomimus", "ecuador", "ecu15", "mimus trifasciatus"):
        assert word in text


def test_a_renamed_species_is_shown_by_its_new_name():
    site("ECU15")
    renamed = species("Mimus trifasciatus")
    renamed.scientific_name = "Nesomimus trifasciatus"
    renamed.save()

    assert PublishedSpecies.objects.get().scientific_name == "Nesomimus trifasciatus"
    assert renamed.old_slugs.get().slug == "mimus-trifasciatus"


def test_the_history_tells_status_moves_and_outcomes():
    floreana = site("ECU15")
    status.delist(floreana, by=staff(), reason="error", text="Wrong island", override=True)

    kinds = [(row["kind"], row["to"]) for row in PublishedSite.objects.get().history]

    assert ("status", "delisted") in kinds and ("outcome", "qualifies") in kinds


def test_publishing_many_sites_takes_as_many_queries_as_one(django_assert_max_num_queries):
    sites = [
        site(f"ECU{number + 1}", claims=[f"Genus species{number}"], boundary=square(number, 1))
        for number in range(8)
    ]

    with django_assert_max_num_queries(24):
        ids = {made.pk for made in sites}
        publication.publish(ids, redraw=ids, relist=ids)


def test_words_that_no_criterion_reads_are_published_without_judging_anew(django_assert_max_num_queries):
    floreana = site("ECU15")
    evaluated = floreana.evaluation_id

    with django_assert_max_num_queries(9):
        floreana.description, floreana.protection, floreana.protection_as_of = "Dry forest", "partial", "2024"
        floreana.save()

    shown = PublishedSite.objects.get()
    assert (shown.facts["description"], shown.protection, shown.facts["protection_as_of"]) == (
        "Dry forest",
        "partial",
        "2024",
    )
    assert Site.objects.get().evaluation_id == evaluated


def test_every_word_of_a_site_reaches_the_public_alike_whether_it_changes_alone_or_with_a_fact():
    floreana = site("ECU15")
    changes = {
        "description": "Dry forest",
        "coverage_percent": 40,
        "threats": ["8.1"],
        "sitrecid": "20",
        "wdpa_ids": "1;2",
    }
    for name, value in changes.items():
        setattr(floreana, name, value)
    floreana.save()
    alone = PublishedSite.objects.get().facts

    floreana.rationale = "Ringed by sea"
    floreana.save()

    told = PublishedSite.objects.get().facts
    assert {name: told[name] for name in changes} == {name: alone[name] for name in changes}
    assert told["coverage_percent"] == "40"


def test_what_is_written_of_a_sensitive_site_by_way_of_explanation_stays_inside():
    cave = site(
        "ECU15",
        boundary=SECRET,
        sensitivity="extreme",
        sensitivity_reason="Collectors",
        sitrecid="20123",
        aze_id="241",
    )
    cave.protection, cave.protection_as_of, cave.protection_source = (
        "none",
        "2024",
        "Ranger at the hidden valley",
    )
    cave.save()
    status.delist(cave, by=staff(), reason="error", text="Not in the hidden valley, 4°35'N", override=True)

    public = everything_public()

    assert not [word for word in (*CANARY, "20123", '"241"', "4°35") if word in public]
    assert PublishedSite.objects.get().area_km2 is None


def test_a_hidden_site_laid_over_another_leaves_no_mark_on_it():
    site("ECU15", name="Open")
    before = PublishedSite.objects.filter(code="ECU15").values().get()

    site("ECU16", claims=["Camarhynchus pauper"], sensitivity="extreme", sensitivity_reason="Collectors")

    assert PublishedSite.objects.filter(code="ECU15").values().get() == before


def test_a_ruling_against_a_draft_is_not_told(django_assert_max_num_queries):
    listed = site("ECU15")
    for number in range(2):
        draft = site(None, name=f"Draft {number}", status="draft", claims=[f"Genus species{number}"])
        DistinctSites.objects.create(
            first=listed, second=draft, reason="Two storeys", by=staff(f"reviewer{number}")
        )
    listed.name = "Isla Floreana"
    listed.save()

    assert PublishedSite.objects.get().facts["distinct_from"] == []


def test_what_was_judged_while_a_site_was_a_draft_is_not_its_history():
    draft = site(None, status="draft", boundary=None)
    draw(draft, SECRET)
    status.nominate(draft, by=staff(), reason="other", text="Proposed")

    history = PublishedSite.objects.get().history

    assert [row["to"] for row in history if row["kind"] == "outcome"] == [PublishedSite.objects.get().outcome]
