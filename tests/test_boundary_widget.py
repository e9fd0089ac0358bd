"""The boundary in the site form: what can be read is kept even where it is not valid, and what cannot is refused with everything wrong."""

import json

import pytest
from django.utils.html import escape
from factories import BOWTIE, site, square
from secretariat_pages import assert_each_refused, errors, messages, page_of, refused, save
from typed import values

from sites.models import Boundary, Site

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FIELD = "boundary-0-drawn"


@pytest.fixture
def floreana(secretariat):
    return site("ECU15", boundary=None)


def paste(client, of, text, **typed):
    return save(client, of, **{FIELD: text} | typed)


def told(response):
    return " ".join(messages(response))


def polygon(*rings):
    return json.dumps({"type": "Polygon", "coordinates": rings})


def test_a_pasted_boundary_is_on_file_with_all_that_is_derived_from_it(client, floreana):
    paste(
        client,
        floreana,
        json.dumps(square(-90.5, -1.4)),
        **{"boundary-0-source": "Chart 1:50 000", "boundary-0-source_date": "2020-05-01"},
    )

    drawn = Boundary.objects.get()
    assert (drawn.valid, drawn.vertices, drawn.source, str(drawn.source_date)) == (
        True,
        5,
        "Chart 1:50 000",
        "2020-05-01",
    )
    assert 120 < drawn.area_km2 < 125 and drawn.west == -90.5
    assert Site.objects.get().outcome == "needs_review"


@pytest.mark.parametrize(
    "wrap",
    [
        "{}",
        '{{"type": "Feature", "properties": {{}}, "geometry": {}}}',
        '{{"type": "FeatureCollection", "features": [{{"type": "Feature", "properties": null, "geometry": {}}}]}}',
    ],
)
def test_a_geometry_may_come_in_a_feature(client, floreana, wrap):
    paste(client, floreana, wrap.format(json.dumps(square(0, 0))))

    assert Boundary.objects.get().valid


def test_a_boundary_that_crosses_itself_is_kept_and_its_fault_shown_with_the_place(client, floreana):
    paste(client, floreana, json.dumps(BOWTIE))

    drawn = Boundary.objects.get()
    assert (drawn.valid, drawn.fault_code) == (False, "CROSSES")
    page = client.get(f"/admin/aze_sites/site/{floreana.pk}/change/").content.decode()
    assert 'data-fault-lon="0.5000000" data-fault-lat="0.5000000"' in page
    assert "boundary-fault" in page and "D_INVALID" not in page
    assert Site.objects.get().in_the_way == ["D_INVALID"]


def test_the_fault_of_a_typed_boundary_is_shown_where_another_field_is_refused(client, floreana):
    page = paste(client, floreana, json.dumps(BOWTIE), locality_lon="x").content.decode()

    assert 'data-fault-lon="0.5000000"' in page
    assert not Boundary.objects.exists()


REFUSED = [
    ("not json", "{"),
    ("empty coordinates", '{"type": "Polygon", "coordinates": []}'),
    ("a point", '{"type": "Point", "coordinates": [1, 2]}'),
    ("a feature without geometry", '{"type": "Feature", "geometry": null, "properties": {}}'),
    ("a collection", '{"type": "GeometryCollection", "geometries": []}'),
    ("text as numbers", polygon([["1", "2"], ["3", "2"], ["3", "4"], ["1", "2"]])),
    ("not closed", polygon([[0, 0], [1, 0], [1, 1], [0, 1]])),
    ("three positions", polygon([[0, 0], [1, 0], [0, 0]])),
    ("columns swapped", polygon([[-12.5, 141], [-12, 141], [-12, 142], [-12.5, 141]])),
    ("infinite", '{"type": "Polygon", "coordinates": [[[1e308, 0], [1, 1], [0, 1], [1e308, 0]]]}'),
    ("not a number", '{"type": "Polygon", "coordinates": [[[NaN, 0], [1, 1], [0, 1], [NaN, 0]]]}'),
    (
        "metres",
        '{"type": "Polygon", "crs": {"type": "name", "properties": {"name": "EPSG:3857"}}, "coordinates": [[[0,0],[1,0],[1,1],[0,0]]]}',
    ),
    ("well-known text", "POLYGON((0 0, 1 0, 1 1, 0 0))"),
    ("KML", "<kml><Placemark/></kml>"),
    ("very deep", "[" * 100_000),
    ("many parts", json.dumps({"type": "MultiPolygon", "coordinates": [square(0, 0)["coordinates"]] * 5001})),
    ("the whole globe", polygon([[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]])),
    ("half a continent", polygon([[0, 0], [40, 0], [40, 40], [0, 40], [0, 0]])),
    ("a speck", polygon([[0, 0], [0.00005, 0], [0.00005, 0.00005], [0, 0.00005], [0, 0]])),
]


def test_what_is_no_boundary_is_refused_and_kept_in_the_field(client, rf, floreana):
    typed = values(client.get(page_of(floreana)), "site_form") | {"boundary-0-source": "Somewhere"}

    for name, text in REFUSED:
        answer = refused(rf, floreana, typed, **{FIELD: text})
        assert errors(answer), name
        assert escape(text) in str(field_of(answer)), name
    assert not Boundary.objects.exists()


def field_of(answer):
    """The field of the boundary, of a page that is not made yet."""
    formsets = [inline.formset for inline in answer.context_data["inline_admin_formsets"]]
    return next(formset[0]["drawn"] for formset in formsets if formset.model is Boundary)


def test_what_was_refused_stands_on_the_page(client, floreana):
    assert values(paste(client, floreana, "POINT <b>"), "site_form")[FIELD] == "POINT <b>"


def test_what_is_no_text_is_refused(client, rf, floreana):
    cases = [(FIELD, "   ", "required"), (FIELD, '{"type": "Polygon\x00"}', "ull character")]

    assert_each_refused(client, rf, floreana, cases, **{"boundary-0-source": "Somewhere"})
    assert not Boundary.objects.exists()


def test_every_problem_is_named_with_its_place(client, floreana):
    shown = errors(paste(client, floreana, polygon([[0, 0], [200, 0], [1, "x"], [0, 95], [0, 0]])))

    for said in ["coordinates.0.1", "coordinates.0.2", "coordinates.0.3", "longitude"]:
        assert said in shown.replace("Longitude", "longitude")


def test_what_was_changed_in_reading_is_told(client, floreana):
    answer = paste(client, floreana, polygon([[0, 0, 5], [0, 1, 5], [0, 1, 5], [1, 1, 5], [0, 0, 5]]))

    assert "Heights were left out" in told(answer)
    assert "stood twice in a row" in told(answer)
    assert "direction of rings" in told(answer)


def test_a_boundary_across_the_antimeridian_is_cut_and_said_to_be(client, floreana):
    answer = paste(client, floreana, polygon([[179, 0], [-179, 0], [-179, 1], [179, 1], [179, 0]]))

    assert "180th meridian" in told(answer)
    assert len(Boundary.objects.get().geometry().geoms) == 2
    assert Boundary.objects.get().area_km2 < 30_000


def test_an_unusually_large_boundary_is_kept_with_a_warning(client, floreana):
    answer = paste(client, floreana, polygon([[0, 0], [3, 0], [3, 3], [0, 3], [0, 0]]))

    assert "more than 50,000" in told(answer)
    assert Boundary.objects.get().area_km2 > 50_000


def test_a_boundary_that_is_saved_again_untouched_is_not_read_again(client, floreana):
    paste(client, floreana, json.dumps(square(0, 0)))
    before = Boundary.objects.get()

    answer = paste(client, floreana, before.geojson, description="Another word")

    assert Boundary.objects.get().geojson == before.geojson
    assert Boundary.history.count() == 1
    assert "left out" not in told(answer)


def test_a_new_boundary_lapses_the_confirmation_and_a_new_source_does_not(client, floreana):
    confirmed = site("ECU16", claims=["Camarhynchus pauper"], boundary=square(10, 10))

    paste(client, confirmed, Boundary.objects.get(site=confirmed).geojson, **{"boundary-0-source": "Chart"})
    assert Site.objects.get(pk=confirmed.pk).discreteness_confirmed_at

    paste(client, confirmed, json.dumps(square(10, 11)))
    assert Site.objects.get(pk=confirmed.pk).discreteness_confirmed_at is None


def test_a_boundary_is_removed_by_its_box_and_never_by_an_empty_field(client, floreana):
    paste(client, floreana, json.dumps(square(0, 0)))

    assert errors(paste(client, floreana, ""))
    assert Boundary.objects.exists()

    paste(client, floreana, json.dumps(square(0, 0)), **{"boundary-0-DELETE": "on"})
    assert not Boundary.objects.exists()


def test_what_is_said_of_a_boundary_is_read_strictly(client, rf, floreana):
    cases = [
        ("boundary-0-source_date", "2200-01-01", "future"),
        ("boundary-0-source_date", "1799-01-01", "1800"),
        ("boundary-0-source", "x" * 501, "at most 500"),
        ("boundary-0-licence", "a\0", "cannot be shown"),
    ]

    assert_each_refused(client, rf, floreana, cases, **{FIELD: json.dumps(square(0, 0))})
    assert not Boundary.objects.exists()


@pytest.mark.parametrize(("lon", "warned"), [(0, True), (1, False)])
def test_a_boundary_where_coordinates_were_never_filled_in_is_kept_with_a_warning(
    client, floreana, lon, warned
):
    answer = paste(client, floreana, json.dumps(square(lon, 0)))

    assert ("longitude 0, latitude 0" in told(answer)) == warned
    assert Boundary.objects.get().valid
