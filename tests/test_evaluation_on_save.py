"""Every path that changes an input re-evaluates in the same transaction, both sides of a conflict too."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from factories import BOWTIE, SQUARE, claim, country, draw, site, species, square, staff

from sites import geometry, overlaps
from sites.evaluation import differences, evaluate, reevaluate
from sites.models import Boundary, Claim, DistinctSites, Evaluation, Overlap, PublishedSite, Site, SiteCountry
from sites.touched import evaluating

pytestmark = pytest.mark.django_db


def outcome(of):
    return Site.objects.get(pk=of.pk).outcome


def codes(of):
    result = Site.objects.select_related("evaluation").get(pk=of.pk).evaluation.result
    claims = [finding["code"] for row in result["claims"] for finding in row["findings"]]
    return {*claims, *(finding["code"] for finding in result["discreteness_findings"] + result["flags"])}


def test_a_site_with_claim_boundary_and_confirmed_rationale_qualifies():
    floreana = site("ECU15")

    assert floreana.outcome == "qualifies"
    assert floreana.evaluation.outcome == "qualifies"
    assert floreana.evaluation.day == date.today()


def test_a_category_change_of_the_species_flips_its_site_and_back():
    floreana = site("ECU15")
    mockingbird = species("Mimus trifasciatus")

    mockingbird.category = "VU"
    mockingbird.save()
    assert outcome(floreana) == "does_not_qualify"

    mockingbird.category = "EN"
    mockingbird.save()
    assert outcome(floreana) == "qualifies"


def test_a_category_change_evaluates_the_sites_of_that_species_and_no_other():
    site("ECU15")
    site("ECU16", claims=["Nesomimus other"], boundary=square(10, 10))
    before = Evaluation.objects.count()

    mockingbird = species("Mimus trifasciatus")
    mockingbird.category = "VU"
    mockingbird.save()

    assert Evaluation.objects.count() == before + 1


def test_two_sites_claiming_more_than_95_percent_of_one_population_turn_each_other_to_needs_review():
    share = {
        "species": "Mimus trifasciatus",
        "basis": "population_share",
        "segment": "breeding",
        "site_best": "97",
        "global_best": "100",
    }
    first = site("ECU15", claims=[share])
    assert first.outcome == "qualifies"

    second = site("ECU16", claims=[share], boundary=square(10, 10))

    assert (outcome(first), outcome(second)) == ("needs_review", "needs_review")
    assert "I_CONFLICT" in codes(first) and "I_CONFLICT" in codes(second)

    Claim.objects.get(site=second).delete()
    assert (outcome(first), outcome(second)) == ("qualifies", "does_not_qualify")


def test_moving_a_claim_to_another_species_clears_the_site_it_conflicted_with():
    first, second = site("ECU15"), site("ECU16", boundary=square(10, 10))
    assert outcome(first) == "needs_review"

    moved = Claim.objects.get(site=second)
    moved.species = species("Camarhynchus pauper")
    moved.save()

    assert (outcome(first), outcome(second)) == ("qualifies", "qualifies")


def test_a_status_move_of_one_side_clears_the_other():
    first, second = site("ECU15"), site("ECU16", boundary=square(10, 10))

    second.status = Site.Status.DELISTED
    second.save()

    assert outcome(first) == "qualifies"


def test_a_draft_never_counts_against_another_site():
    first = site("ECU15")
    site(None, name="Draft", status=Site.Status.DRAFT, boundary=square(10, 10))

    assert outcome(first) == "qualifies"


def test_overlapping_boundaries_flag_both_sites_and_moving_one_away_clears_both():
    first = site("ECU15", boundary=square(10, 10))
    second = site("ECU16", claims=["Camarhynchus pauper"], boundary=square(10.05, 10))
    assert "D_OVERLAP" in codes(first) and "D_OVERLAP" in codes(second)

    draw(second, square(20, 20))

    assert "D_OVERLAP" not in codes(first) | codes(second)


def test_a_shared_edge_flags_nothing():
    first = site("ECU15", boundary=square(10, 10))
    second = site("ECU16", claims=["Camarhynchus pauper"], boundary=square(10.1, 10))

    assert not {"D_OVERLAP", "D_DUPLICATE"} & (codes(first) | codes(second))


def test_the_same_place_twice_needs_review_until_ruled_distinct():
    first = site("ECU15")
    second = site("ECU16", claims=["Camarhynchus pauper"])
    assert (outcome(first), outcome(second)) == ("needs_review", "needs_review")

    DistinctSites.objects.create(
        first=first, second=second, reason="Cave and forest above it", by=_reviewer()
    )

    assert (outcome(first), outcome(second)) == ("qualifies", "qualifies")
    assert "D_DUPLICATE" in codes(first)


def test_overlap_is_found_across_the_antimeridian():
    taveuni = site(
        "FJI1",
        boundary={
            "type": "Polygon",
            "coordinates": [[[179.5, -17], [-179.5, -17], [-179.5, -16], [179.5, -16], [179.5, -17]]],
        },
        countries=["FJ"],
    )
    site("FJI2", claims=["Camarhynchus pauper"], boundary=square(-179.9, -16.5), countries=["FJ"])

    assert "D_DUPLICATE" in codes(taveuni)


def test_an_invalid_boundary_is_kept_evaluated_and_left_out_of_overlaps():
    broken = site("ECU15", boundary=BOWTIE)
    site("ECU16", claims=["Camarhynchus pauper"], boundary=square(0.2, 0.2, 0.5))

    finding = broken.evaluation.result["discreteness_findings"][0]
    assert finding["code"] == "D_INVALID"
    assert (finding["facts"]["lon"], finding["facts"]["lat"]) == (0.5, 0.5)
    assert not {"D_OVERLAP", "D_DUPLICATE"} & codes(broken)


def test_the_confirmation_of_the_rationale_lapses_when_the_rationale_changes():
    floreana = site("ECU15")

    floreana.rationale = "Another reason."
    floreana.save()

    assert outcome(floreana) == "needs_review"
    assert "D_UNCONFIRMED" in codes(floreana)


def test_the_confirmation_lapses_when_the_boundary_changes_or_goes():
    floreana = site("ECU15")
    draw(floreana, square(-90.5, -1.4, 0.3))
    assert "D_UNCONFIRMED" in codes(floreana)

    Boundary.objects.get(site=floreana).delete()
    assert outcome(floreana) == "candidate"
    assert "D_MISSING" in codes(floreana)


def test_adding_a_second_country_flags_the_site_as_transboundary():
    floreana = site("ECU15")

    SiteCountry.objects.create(site=floreana, country=country("PE"), position=1)

    assert "D_TRANSBOUNDARY" in codes(floreana)


def test_saving_again_without_a_change_writes_nothing():
    floreana = site("ECU15")
    rows = [
        *Claim.objects.all(),
        *Boundary.objects.all(),
        species("Mimus trifasciatus"),
        Site.objects.get(pk=floreana.pk),
    ]
    before = _counts(floreana)

    with CaptureQueriesContext(connection) as queries:
        for row in rows:
            row.save()

    assert _counts(floreana) == before
    assert not [query for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_drawing_the_same_boundary_again_writes_nothing():
    floreana = site("ECU15")
    before = _counts(floreana)

    draw(floreana, SQUARE)

    assert _counts(floreana) == before


def test_a_change_adds_one_history_row_and_counts_the_version_once():
    floreana = site("ECU15")
    version = floreana.version
    histories = floreana.history.count()

    with evaluating(by=_reviewer(), reason="Renamed by the park"):
        floreana.name = "Isla Floreana"
        floreana.save()
        claim(floreana, species="Camarhynchus pauper")
    floreana.refresh_from_db()

    assert floreana.version == version + 1
    assert floreana.history.count() == histories + 1
    assert floreana.history.first().history_change_reason == "Renamed by the park"
    assert floreana.history.first().history_user.username == "reviewer"


def test_a_neighbours_edit_does_not_count_this_sites_version():
    first = site("ECU15")
    version = first.version

    site("ECU16", boundary=square(10, 10))

    first.refresh_from_db()
    assert first.version == version


def test_a_stale_copy_writes_only_what_it_changed():
    site("ECU15")
    mine, yours = Site.objects.get(), Site.objects.get()

    mine.description = "Dry forest"
    mine.save()
    yours.national_name = "Floreana"
    yours.save()

    assert Site.objects.get().description == "Dry forest"
    assert Site.objects.get().outcome == "qualifies"


def test_a_failure_inside_the_block_leaves_neither_change_nor_evaluation():
    floreana = site("ECU15")
    before = _counts(floreana)

    with pytest.raises(RuntimeError), transaction.atomic(), evaluating():
        floreana.name = "Half"
        floreana.save()
        raise RuntimeError

    assert _counts(floreana) == before
    assert Site.objects.get().name == "Site ECU15"


def test_the_year_that_turns_is_recorded_with_its_cause():
    last_year = date(date.today().year - 1, 12, 31)
    floreana = site(
        "ECU15", claims=[{"species": "Mimus trifasciatus", "last_confirmed": last_year.year - 30}]
    )
    with evaluating():
        evaluate({floreana.pk}, day=last_year, cause="edit")
    assert outcome(floreana) == "qualifies"

    assert [kind for _id, kind in differences()] == ["calendar"]
    assert reevaluate() == 1
    floreana.refresh_from_db()
    assert (floreana.outcome, floreana.evaluation.cause) == ("needs_review", "calendar")
    assert list(differences()) == []


def test_a_change_behind_the_models_back_is_found():
    site("ECU15")
    assert list(differences()) == []

    Claim.objects.update(presence="extinct")

    assert [kind for _id, kind in differences()] == ["stale"]


def test_overlaps_found_one_by_one_equal_those_found_in_bulk():
    for number in range(6):
        site(f"ECU{number + 1}", claims=[f"Genus species{number}"], boundary=square(10 + number * 0.06, 10))
    one_by_one = _overlap_rows()
    assert len(one_by_one) == 5

    overlaps.refresh_all()

    assert _overlap_rows() == one_by_one


def test_saving_runs_a_constant_number_of_queries_however_many_sites_there_are():
    floreana = site("ECU15")
    with CaptureQueriesContext(connection) as few:
        floreana.description = "first"
        floreana.save()
    for number in range(20):
        site(
            f"PER{number + 1}",
            claims=[f"Genus species{number}"],
            boundary=square(10 + number, 10),
            countries=["PE"],
        )

    with CaptureQueriesContext(connection) as many:
        floreana.description = "second"
        floreana.save()

    assert len(many) == len(few) < 40


def test_a_species_that_is_renamed_leaves_nothing_stale():
    site("ECU15")
    renamed = species("Mimus trifasciatus")

    renamed.scientific_name = "Nesomimus trifasciatus"
    renamed.save()

    assert list(differences()) == []
    assert "Nesomimus trifasciatus" in str(PublishedSite.objects.get().findings)
    assert "Mimus" not in str(PublishedSite.objects.get().findings).replace("Nesomimus", "")


def test_an_edit_survives_the_reading_of_a_column_that_was_left_out():
    site("ECU15")
    boundary = Boundary.objects.defer("wkb").get()

    boundary.source = "New"
    assert boundary.wkb
    boundary.save()

    assert Boundary.objects.get().source == "New"


def test_a_confirmation_lapses_even_where_the_site_at_hand_is_older_than_it():
    floreana = site("ECU15", confirmed=False)
    boundary = Boundary.objects.select_related("site").get()
    floreana.discreteness_confirmed_at, floreana.discreteness_source = date.today(), "Field visit"
    floreana.save()

    boundary.place(geometry.read_geojson(square(1, 1)).geometry)
    boundary.save()

    assert outcome(floreana) == "needs_review"
    assert Site.objects.get().discreteness_confirmed_at is None


def test_a_site_cannot_be_deleted():
    floreana = site("ECU15")
    with pytest.raises(Exception, match="never deleted"):
        floreana.delete()


def test_exact_numbers_survive_the_database():
    site(
        "ECU15",
        claims=[
            {
                "species": "Mimus trifasciatus",
                "basis": "population_share",
                "site_best": "95.0000000000000001",
                "global_best": "100",
            }
        ],
    )

    assert str(Claim.objects.get().site_best) == "95.0000000000000001"
    assert Site.objects.get().outcome == "qualifies"


def test_the_published_row_follows_in_the_same_transaction():
    floreana = site("ECU15")
    species("Mimus trifasciatus").refresh_from_db()

    floreana.name = "Isla Floreana"
    floreana.save()

    assert PublishedSite.objects.get().name == "Isla Floreana"


def test_the_boundary_box_finds_what_touches_it():
    site("ECU15", boundary=square(10, 10))
    box = geometry.Bounds(10.05, 10.05, 10.06, 10.06)

    assert Boundary.objects.touching(box).count() == 1
    assert Boundary.objects.touching(geometry.Bounds(30, 30, 31, 31)).count() == 0


def _overlap_rows():
    return [
        (row.first_id, row.second_id, round(row.percent_of_smaller, 9))
        for row in Overlap.objects.order_by("first", "second")
    ]


def _counts(of):
    histories = [model.history.count() for model in (Site, Claim, Boundary, SiteCountry)]
    return (*histories, Evaluation.objects.count(), Site.objects.get(pk=of.pk).version)


def _reviewer():
    return staff("reviewer")
