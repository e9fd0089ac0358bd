"""Boundaries that come with a list: found by code, kept as they are, told where they are doubtful, and never put over one on file."""

import json

import pytest
from django.core.management import CommandError, call_command
from factories import BOWTIE, SQUARE, site, square
from site_lists import ESPANOLA, FLOREANA, doubts, imported, verdicts, written

from sites import boundary_file
from sites.models import Boundary, Site

pytestmark = pytest.mark.django_db


def test_boundaries_are_found_by_code_and_an_invalid_one_is_kept_and_told(tmp_path):
    features = [
        {"type": "Feature", "properties": {"site_code": code, "source": "Survey"}, "geometry": shape}
        for code, shape in (("ECU15", SQUARE), ("ECU14", BOWTIE))
    ]
    path = tmp_path / "boundaries.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    rows = written(tmp_path, FLOREANA, ESPANOLA)
    imported(rows)

    reports = imported(rows, boundaries=path)

    assert verdicts(reports) == ["updated", "updated"]
    floreana, espanola = Boundary.objects.order_by("site__name").reverse()
    assert (floreana.site.code, floreana.source, floreana.valid) == ("ECU15", "Survey", True)
    assert not espanola.valid
    assert "not valid near 0.5, 0.5" in doubts(reports)
    assert doubts(reports).count("longitude 0, latitude 0") == 1
    assert "km outside the boundary" not in "".join(reports[2].doubts)
    assert verdicts(imported(rows, boundaries=path)) == ["unchanged", "unchanged"]


def test_a_boundary_on_file_is_not_replaced(tmp_path):
    known = site("ECU15", name="Isla Floreana")
    other = {"type": "Polygon", "coordinates": [[[-91, -2], [-90, -2], [-90, -1], [-91, -1], [-91, -2]]]}
    path = tmp_path / "boundaries.geojson"
    path.write_text(json.dumps({"features": [{"type": "Feature", "id": "ECU15", "geometry": other}]}))
    before = known.boundary.geojson

    reports = imported(written(tmp_path, FLOREANA), boundaries=path)

    assert Boundary.objects.get().geojson == before
    assert "it stays" in doubts(reports)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("[]", "no GeoJSON collection"),
        ('{"features": [{"type": "Feature"', "broken off"),
        ('{"features": [' + "[" * 100_000, "cannot be read"),
    ],
)
def test_a_boundary_file_that_is_none_is_refused_in_a_sentence(tmp_path, content, told):
    path = tmp_path / "boundaries.geojson"
    path.write_text(content)

    with pytest.raises(CommandError, match=told):
        call_command("import_sites", str(written(tmp_path, FLOREANA)), f"--boundaries={path}")
    assert not Site.objects.exists()


@pytest.mark.parametrize(
    ("geometry", "told"),
    [
        ('{"type": "Point", "coordinates": [0, 0]}', "Polygon or a MultiPolygon"),
        ("null", "GeoJSON object"),
        ('{"type": "Polygon", "coordinates": [[[0, 0], [1, NaN], [1, 1], [0, 0]]]}', ""),
        ('{"type": "Polygon", "coordinates": [[[0, 0], [1, 141], [1, 1], [0, 0]]]}', "141"),
    ],
)
def test_a_feature_that_is_no_boundary_is_told_and_the_site_has_a_point(tmp_path, geometry, told):
    path = tmp_path / "boundaries.geojson"
    path.write_text(f'{{"features": [{{"id": "ECU15", "properties": [], "geometry": {geometry}}}, 7]}}')

    reports = imported(written(tmp_path, FLOREANA), boundaries=path)

    assert verdicts(reports) == ["created"]
    assert "The boundary was not taken" in doubts(reports) and told in doubts(reports)
    assert not Boundary.objects.exists()


def test_two_boundaries_for_one_code_are_not_chosen_between(tmp_path):
    path = tmp_path / "boundaries.geojson"
    path.write_text(
        '{"features": [{"id": "ECU15", "geometry": null}, {"properties": {"site_code": "ECU15"}, "geometry": null}]}'
    )

    reports = imported(written(tmp_path, FLOREANA), boundaries=path)

    assert "several boundaries for ECU15" in doubts(reports)


def test_a_point_far_from_the_boundary_is_told(tmp_path):
    path = tmp_path / "boundaries.geojson"
    features = [{"id": "ECU15", "geometry": square(-90, -3, size=1)}]
    path.write_text(json.dumps({"features": features}))

    reports = imported(written(tmp_path, FLOREANA), boundaries=path)

    assert "km outside the boundary" in doubts(reports)


@pytest.mark.parametrize("chunk", [64, 1000, 1 << 20])
def test_features_are_found_however_the_file_is_read_and_written(tmp_path, monkeypatch, chunk):
    monkeypatch.setattr(boundary_file, "CHUNK", chunk)
    codes = [f"ECU{number}" for number in range(1, 30)]
    features = [
        {"properties": {"site_code": code, "name": "Española " * 5}, "geometry": SQUARE} for code in codes
    ]
    path = tmp_path / "boundaries.geojson"
    text = json.dumps(
        {"type": "FeatureCollection", "name": "é", "features": features}, ensure_ascii=False, indent=1
    )
    path.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))

    found = boundary_file.BoundaryFile(path)

    assert [found.get([code]) for code in codes] == features
    assert found.get(["PER1"]) is None
