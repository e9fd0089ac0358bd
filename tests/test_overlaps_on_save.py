"""Overlaps are found again whenever a boundary is saved, and both sites are judged by them."""

import pytest
from factories import BOWTIE, draw, site, square, staff
from judged import codes, outcome

from sites import geometry, overlaps
from sites.models import Boundary, DistinctSites, Overlap

pytestmark = pytest.mark.django_db


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
        first=first, second=second, reason="Cave and forest above it", by=staff("reviewer")
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


def test_overlaps_found_one_by_one_equal_those_found_in_bulk():
    for number in range(6):
        site(f"ECU{number + 1}", claims=[f"Genus species{number}"], boundary=square(10 + number * 0.06, 10))
    one_by_one = _overlap_rows()
    assert len(one_by_one) == 5

    overlaps.refresh_all()

    assert _overlap_rows() == one_by_one


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
