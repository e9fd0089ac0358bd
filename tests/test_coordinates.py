"""A place is read as people write it, and what could mean two places is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.coordinates import Place, Unreadable, plain, read, written

FLOREANA = Place(lon=-90.43, lat=-1.3)


@pytest.mark.parametrize(
    "text",
    [
        "-1.3, -90.43",
        "-1.3 -90.43",
        "(−1.3, −90.43)",
        "1.3 S 90.43 W",
        "1.3S,90.43W",
        "S 1.3 W 90.43",
        "90.43 W 1.3 S",
        "1.3° south, 90.43° west",
        "1.3 degrees south 90.43 deg west",
        "-1,3; -90,43",
        "-1,3 -90,43",
        "1,3 S 90,43 W",
        "lat: -1.3, lon: -90.43",
        "Latitude = -1.3 Longitude = -90.43",
        "lon -90.43 lat -1.3",
        "long. 90.43 W lat. 1.3 S",
        "1°18'0\" S, 90°25'48\" W",
        "1° 18′ 0″ S 90° 25.8′ W",
        "1º18''S 90º25'48''W".replace("18''", "18'"),
        "1 18 0 S 90 25 48 W",
        "1:18:00 S 90:25:48 W",
        "-1 18 0 -90 25 48",
        "-1°18'0\" -90°25'48\"",
    ],
)
def test_one_place_is_read_in_many_writings(text):
    assert read(text) == FLOREANA


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "form"),
        ("Floreana", "form"),
        ("-1.3", "form"),
        ("10, 20, 30", "form"),
        ("1234' S 5 E", "form"),
        ("١ ٢", "form"),
        ("1 " * 80, "form"),
        ("1 S 2 S", "letters"),
        ("90 W 2 E", "letters"),
        ("1 N 2", "letters"),
        ("1 N", "letters"),
        ("lat 1 lat 2", "letters"),
        ("lat 1, 2", "letters"),
        ("1e3 4", "letters"),
        ("-1.3 S 90 W", "sign"),
        ("1.5 30 S 90 W", "minutes"),
        ("1 30.5 10 S 90 W", "minutes"),
        ("1 75 S 90 W", "minutes"),
        ("1 10 60 S 90 W", "minutes"),
        ("91 N 20 E", "latitude"),
        ("190 20", "latitude"),
        ("95 100", "latitude"),
        ("20 190", "longitude"),
        ("-90.43, -1.3", "swapped"),
    ],
)
def test_what_is_no_place_or_could_be_two_is_refused_with_its_reason(text, code):
    with pytest.raises(Unreadable) as refused:
        read(text)

    assert refused.value.code == code


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_what_is_written_is_read_back(lat, lon):
    (north, letter), (east, other) = written(Place(lon, lat), decimals=5)

    again = read(f"{north:.5f} {letter}, {east:.5f} {other}")

    assert again.lat == pytest.approx(lat, abs=1e-5)
    assert again.lon == pytest.approx(lon, abs=1e-5)


@given(st.text("0123456789 NSEWO°'\",.;:+-latong", max_size=40))
def test_no_text_breaks_the_reader(text):
    try:
        place = read(text)
    except Unreadable:
        return
    assert abs(place.lat) <= 90 and abs(place.lon) <= 180


@pytest.mark.parametrize(
    ("degrees", "text"), [(-90.43, "-90.43"), (0.0, "0"), (-0.000001, "0"), (12.345678, "12.34568")]
)
def test_degrees_are_written_in_plain_digits_to_about_a_metre(degrees, text):
    assert plain(degrees) == text
