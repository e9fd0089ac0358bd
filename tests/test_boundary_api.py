"""`POST /api/boundary`: what a file or text holds, for everybody, without an account, and nothing kept."""

import json

import boundary_files as files
import pytest
from boundary_files import FAR, HOLE, SQUARE
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from factories import site
from shapes import GAU

from sites import boundary_api, intake
from sites.models import Boundary, PublishedSite

pytestmark = [pytest.mark.django_db, pytest.mark.once]

GEOJSON = files.text({"type": "Polygon", "coordinates": [SQUARE, HOLE]})
BOWTIE = "POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))"
TWO = files.text(
    files.collection({"type": "Polygon", "coordinates": [SQUARE]}, {"type": "Polygon", "coordinates": [FAR]})
)


def paste(client, text, code=200, **more):
    answer = client.post("/api/boundary", json.dumps({"text": text} | more), content_type="application/json")
    assert answer.status_code == code, answer.content
    return answer.json()


def send(client, content, code=200, name="x", **more):
    answer = client.post("/api/boundary", {"file": SimpleUploadedFile(name, content)} | more)
    assert answer.status_code == code, answer.content
    return answer.json()


def test_a_pasted_boundary_is_told_with_its_area(client):
    told = paste(client, GEOJSON.decode())

    assert told["boundary"]["type"] == "MultiPolygon"
    assert told["area_km2"] == pytest.approx(78.77, abs=0.01)
    assert (told["format"], told["valid"], told["problems"], told["choices"], told["repair"]) == (
        "GeoJSON",
        True,
        [],
        [],
        None,
    )


def test_what_was_changed_is_told(client):
    assert paste(client, "POLYGON ((10 10, 11 11, 11 10, 10 10))")["notices"] == [
        {
            "code": "N_REWOUND",
            "text": "The direction of rings was set as the GeoJSON standard asks; the area is the same.",
        }
    ]


@pytest.mark.parametrize("name", ["x.pdf", "../../etc/passwd", "site.shp", "", "a\x00b.kml"])
def test_a_file_is_told_by_its_content_whatever_its_name_and_type(client, name):
    content = files.packed(doc__kml=files.kml(("Floreana", files.kml_polygon(SQUARE, HOLE))))
    upload = SimpleUploadedFile("x", content, content_type="application/pdf")
    upload.name = name or "-"

    answer = client.post("/api/boundary", {"file": upload})

    assert (answer.status_code, answer.json()["format"]) == (200, "KMZ")


def test_a_fault_is_told_where_it_is_with_the_repair_before_and_after(client):
    told = paste(client, BOWTIE)

    assert not told["valid"]
    assert told["problems"] == [
        {
            "code": "D_INVALID",
            "text": "The boundary is not valid near longitude 0.5, latitude 0.5: it crosses itself.",
            "lon": 0.5,
            "lat": 0.5,
        }
    ]
    assert {name: told["repair"][name] for name in ("answer", "before_km2", "change_percent")} == {
        "answer": "repair=yes",
        "before_km2": 0,
        "change_percent": None,
    }
    assert paste(client, BOWTIE, choice="repair=yes")["boundary"] == told["repair"]["after"]


def test_what_can_be_read_in_several_ways_is_asked(client):
    told = send(client, TWO)

    assert told["boundary"] is None
    assert [choice["answer"] for choice in told["choices"]] == ["feature=1", "feature=2", "feature=all"]
    assert [choice["text"] for choice in told["choices"]] == [
        "Feature 1.",
        "Feature 2.",
        "All 2 areas together, as one boundary.",
    ]
    assert told["choices"][0]["after"]["type"] == "MultiPolygon"
    assert send(client, TWO, choice="feature=2")["boundary"] == told["choices"][1]["after"]


def test_a_refusal_names_everything_at_once_with_the_ways_out(client):
    told = paste(client, "POLYGON ((-12.5 141, -12.5 142, -13 142, -12.5 141))", 400)

    assert told["errors"] == [
        {
            "code": "F_SWAPPED",
            "message": "Position 1: Latitude 141 is impossible, it lies between -90 and 90: are the columns swapped?",
            "lon": None,
            "lat": None,
            "path": "coordinates.0.0",
        }
    ]
    assert (told["status"], told["choices"][0]["answer"]) == (400, "swap=yes")


def test_a_line_that_comes_round_is_shown_before_and_after(client):
    told = paste(client, "LINESTRING (10 10, 11 10, 11 11, 10 10)", 400)

    (choice,) = told["choices"]
    assert choice["before"] == {
        "type": "MultiLineString",
        "coordinates": [[[10, 10], [11, 10], [11, 11], [10, 10]]],
    }
    assert choice["after"]["coordinates"] == [[[[10, 10], [11, 10], [11, 11], [10, 10]]]]


def test_a_place_is_told_with_its_uncertainty(client):
    told = paste(client, "1.3 S 90.43 W ± 500 m")

    assert (told["boundary"], told["point"]) == (None, {"lon": -90.43, "lat": -1.3, "uncertainty_m": 500})


def test_a_point_in_a_file_is_refused_and_told(client):
    assert paste(client, "POINT (1 2)", 400)["point"] == {"lon": 1, "lat": 2, "uncertainty_m": None}


def test_a_refusal_names_file_feature_and_line(client):
    wrong = files.archive({"a/doc.kml": files.kml(("Floreana", files.kml_polygon([("x", 1)])))})

    (error,) = send(client, wrong, 400)["errors"]

    assert {name: error[name] for name in ("part", "feature", "name", "line")} == {
        "part": "doc.kml",
        "feature": 1,
        "name": "Floreana",
        "line": 2,
    }
    assert error["message"].startswith("In “doc.kml”, feature 1 “Floreana”, line 2: “'x',1” is no position")


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("", "nothing here"),
        ("[]", "one JSON object"),
        ("{", "not JSON"),
        ("{}", "missing"),
        ('{"text": 7}', "one JSON object"),
        ('{"text": "x", "file": "y"}', "one JSON object"),
        ('{"text": "x", "text": "y"}', "twice"),
        ('{"text": "x", "choice": null}', "one JSON object"),
        (b"\xff\xfe", "UTF-8"),
        ('{"text": "\\ud800"}', "no text may hold"),
        ('{"text": "a\\u0000"}', "no text may hold"),
    ],
)
def test_what_is_no_request_gets_400_with_a_sentence(client, body, sentence):
    answer = client.post("/api/boundary", body, content_type="application/json")

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert sentence in answer.json()["errors"][0]["message"]


def test_a_form_holds_one_file_and_no_more(client):
    one = SimpleUploadedFile("a", GEOJSON)

    for form in (
        {},
        {"other": one},
        {"file": "text"},
        {"file": one, "more": "x"},
        {"file": [one, SimpleUploadedFile("b", GEOJSON)]},
    ):
        answer = client.post("/api/boundary", form)
        assert answer.status_code == 400
        assert "one file" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=" + "a" * 10_000, b"x"),
        (
            "multipart/form-data; boundary=ab",
            b"--ab\r\nContent-Disposition: form-data; name=" + b"a" * 1_000_000 + b"\r\n\r\n\r\n--ab--",
        ),
        (
            "multipart/form-data; boundary=ab",
            b"".join(
                b'--ab\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n' for _part in range(10_000)
            )
            + b"--ab--",
        ),
        (
            "multipart/form-data; boundary=ab",
            b"".join(
                b'--ab\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n\r\n'
                for _part in range(50)
            )
            + b"--ab--",
        ),
        (
            "multipart/form-data; boundary=ab",
            b'--ab\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nPOLY',
        ),
    ],
)
def test_a_form_that_is_none_gets_400(client, content_type, body):
    answer = client.post("/api/boundary", body, content_type=content_type)

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_more_than_is_read_is_refused_by_what_it_says_it_is(client):
    answer = client.post(
        "/api/boundary",
        b"x",
        content_type="application/json",
        CONTENT_LENGTH=str(boundary_api.LARGEST_REQUEST + 1),
    )

    assert (answer.status_code, "20 MB" in answer.json()["detail"]) == (413, True)


def test_a_text_has_its_own_limit(client):
    body = b'{"text": "' + b" " * (5 * 1024 * 1024) + b'"}'

    assert client.post("/api/boundary", body, content_type="application/json").status_code == 413


def test_a_file_is_taken_up_to_twenty_megabytes(client):
    assert send(client, b" " * intake.LARGEST, 400)["errors"][0]["code"] == "J_EMPTY"
    assert "20 MB" in send(client, b" " * (intake.LARGEST + 1), 400)["errors"][0]["message"]
    assert (
        client.post(
            "/api/boundary", {"file": SimpleUploadedFile("x", b" " * (intake.LARGEST + 100_000))}
        ).status_code
        == 413
    )


def test_when_many_are_read_it_says_when_to_come_again(client, monkeypatch):
    def busy(data, *, choice=""):
        raise intake.Busy

    monkeypatch.setattr(intake, "read", busy)

    answer = client.post("/api/boundary", json.dumps({"text": "x"}), content_type="application/json")

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert answer.json()["detail"]


@pytest.mark.parametrize(("text", "code"), [("POLYGON((10 10,11 10,11 11,10 10))", 200), ("x", 400)])
def test_no_answer_is_stored_and_no_cookie_is_set_and_none_is_needed(text, code):
    answer = Client(enforce_csrf_checks=True).post(
        "/api/boundary", json.dumps({"text": text}), content_type="application/json"
    )

    assert (answer.status_code, answer["Cache-Control"], answer["Access-Control-Allow-Origin"]) == (
        code,
        "no-store",
        "*",
    )
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_reading_it_is_answered_with_a_sentence(client):
    answer = client.get("/api/boundary")

    assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")
    assert "POST" in answer["Allow"]


def test_nothing_is_kept(client, django_assert_num_queries, tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)

    with django_assert_num_queries(0):
        send(client, GEOJSON + b" " * 3_000_000)

    assert list(tmp_path.iterdir()) == []
    assert not Boundary.objects.exists() and not PublishedSite.objects.exists()


def test_text_from_a_file_is_told_as_text(client):
    hostile = files.text(
        files.collection(
            *[{"type": "Polygon", "coordinates": [SQUARE]}] * 2, name="<script>alert(1)</script>"
        )
    )

    answer = client.post("/api/boundary", {"file": SimpleUploadedFile("x", hostile)})

    assert answer["Content-Type"] == "application/json"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer.json()["choices"][0]["text"] == "Feature 1, “<script>alert(1)</script>”."


def test_the_server_lives_on_after_what_is_hostile(client):
    deep = b'{"type":"GeometryCollection","geometries":[' * 100_000

    assert send(client, deep, 400)["errors"][0]["code"] == "J_TOO_DEEP"
    assert paste(client, "GEOMETRYCOLLECTION(" * 50_000, 400)["errors"][0]["code"] == "F_NESTED"
    assert paste(client, "POLYGON((10 10,11 10,11 11,10 10))")["valid"]


def test_the_place_of_a_site_taken_away_as_kml_reads_back_unchanged(client):
    site("FJI1", name="Gau", boundary=GAU)

    told = send(client, client.get("/sites/FJI1/place.kml").content)

    published = client.get("/api/collections/sites/items/FJI1").json()["geometry"]
    assert told["boundary"]["coordinates"] == published["coordinates"]
    assert (told["valid"], told["notices"]) == (True, [])
