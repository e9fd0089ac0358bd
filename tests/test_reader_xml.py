"""KML and GPX: what they draw is read, what they could do is not."""

import boundary_files as files
import pytest
import shapely
from boundary_files import FAR, HOLE, SQUARE
from readings import answers, codes, read, refused, same

from sites.readers import layers, xml

POLYGON = files.kml_polygon(SQUARE)


def problems(data):
    return [(problem.code, problem.line) for problem in read(data).problems]


def line_string(places):
    return f"<LineString><coordinates>{files.written(places)}</coordinates></LineString>"


@pytest.mark.parametrize(
    "document",
    [
        '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]><kml><Placemark><name>&lol2;</name></Placemark></kml>',
        '<!DOCTYPE kml [<!ENTITY a "' + "x" * 10_000 + '">]><kml><name>' + "&a;" * 1000 + "</name></kml>",
        '<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]><kml><Placemark><name>&x;</name></Placemark></kml>',
        '<!DOCTYPE kml SYSTEM "http://192.0.2.1/kml.dtd"><kml/>',
        '<!DOCTYPE gpx PUBLIC "-//x" "http://192.0.2.1/gpx.dtd"><gpx/>',
    ],
)
def test_document_types_and_entities_are_refused_unread(document):
    assert refused(document) == ["F_XML_DTD"]


def test_nesting_is_bounded_and_long_lists_are_not_nesting():
    assert refused("<kml>" + "<Folder>" * 5_000) == ["F_XML_DEEP"]
    assert refused("<kml>" + "<Folder></Folder>" * 20_000 + "</kml>") == ["F_NO_FEATURES"]


@pytest.mark.parametrize(
    ("document", "line"),
    [
        ("<kml>\n<Placemark>\n</kml>", 3),
        ("<kml>", 1),
        ("<kml><a b=1/></kml>", 1),
        ("<kml>\n\n&nbsp;</kml>", 3),
    ],
)
def test_what_is_not_whole_is_refused_with_its_line(document, line):
    assert problems(document) == [("F_XML", line)]


@pytest.mark.parametrize("encoding", ["nonsense", "zip", "utf-7"])
def test_an_encoding_that_is_none_is_refused(encoding):
    assert refused(f'<?xml version="1.0" encoding="{encoding}"?><kml/>'.encode())[0].startswith("F_")


def test_a_document_that_needs_more_memory_than_there_is_is_not_called_broken():
    class Full(xml.Elements):
        def opened(self, name, attributes):
            raise xml.SAXException("out of memory")

    with pytest.raises(MemoryError):
        xml.read(b"<kml/>", Full())


def test_the_first_element_is_found_behind_what_may_stand_before_it():
    assert xml.root_of(
        b'<?xml version="1.0"?><!-- <gpx> --><!DOCTYPE kml [<!ENTITY a "b">]>\n<a:kml x="1">'
    ) == ("kml", ' x="1"')
    assert xml.root_of("<kml>".encode("utf-16")) == ("kml", "")
    assert xml.root_of(b"<!-- never ends") == ("", "")


@pytest.mark.parametrize(
    "written",
    [
        "-81,-1 NaN,Infinity -80,0",
        "-81,-1-80.9,-1",
        "-81 -1 -80.9 -1",
        "-81,-1,5,7",
        "x,y",
        "-81;-1",
        "-81,-1,",
        ",",
        "1e,2",
        "٣,٤",
    ],
)
def test_coordinates_that_are_none_are_refused_with_their_line(written):
    document = files.kml(
        (
            "Floreana",
            f"<Polygon><outerBoundaryIs><LinearRing><coordinates>\n-80,0\n{written}</coordinates></LinearRing></outerBoundaryIs></Polygon>",
        )
    )

    problem = read(document).problems[0]

    assert (problem.code, problem.line, problem.feature, problem.name) == ("F_COORDINATES", 4, 1, "Floreana")


def test_every_line_that_is_wrong_is_told_up_to_twenty():
    document = files.kml(("a", line_string(SQUARE).replace("<coordinates>", "<coordinates>" + "x,y\n" * 30)))

    assert problems(document)[:2] == [("F_COORDINATES", 2), ("F_COORDINATES", 3)]
    assert len(problems(document)) == 20


def test_latitude_first_is_seen_where_it_cannot_be_and_offered_swapped():
    swapped = files.kml(
        ("a", files.kml_polygon([(lat, 141 + lon) for lon, lat in [(0, -12), (1, -12), (1, -13), (0, -12)]]))
    )

    reading = read(swapped)

    assert codes(reading.problems) == ["F_SWAPPED"]
    assert answers(reading) == ["swap=yes"]


def test_what_stands_in_a_description_is_never_looked_at():
    document = files.kml(
        (
            "a",
            f"<description><![CDATA[<script>alert(1)</script> <Point><coordinates>x</coordinates></Point>]]></description>{POLYGON}",
        )
    )

    assert read(document).valid


def test_a_name_is_one_line_of_text():
    two = files.kml(
        ("<![CDATA[<b>A</b>\n  b]]>", POLYGON), ("\u202e" + "long " * 100, files.kml_polygon(FAR))
    )

    names = [choice.facts.get("name") for choice in read(two).choices[:2]]

    assert names == ["<b>A</b> b", ("long " * 40).strip()]


def test_a_link_to_elsewhere_is_not_followed():
    link = "<kml><Document><NetworkLink><Link><href>http://192.0.2.1/</href></Link></NetworkLink></Document></kml>"

    assert refused(link) == ["F_KML_LINK"]
    assert read(link.replace("</Document>", f"<Placemark>{POLYGON}</Placemark></Document>")).valid


@pytest.mark.parametrize(
    "start",
    [
        "<LinearRing xmlns='http://www.opengis.net/kml/2.2'>",
        "<Placemark xmlns='http://earth.google.com/kml/2.1'><LineString>",
    ],
)
def test_a_fragment_is_read_too(start):
    end = "</LinearRing>" if "LinearRing" in start else "</LineString></Placemark>"

    reading = read(f"{start}<coordinates>{files.written(SQUARE)}</coordinates>{end}")

    assert codes(reading.problems) == ["F_ROUND"]
    assert same(reading.choices[0].after, shapely.Polygon(SQUARE))


def test_a_polygon_alone_is_read():
    assert read(POLYGON.replace("<Polygon>", '<Polygon xmlns="http://www.opengis.net/kml/2.2">')).valid


def test_several_polygons_of_one_placemark_are_one_area_of_several_parts():
    both = f"<MultiGeometry>{POLYGON}{files.kml_polygon(FAR)}</MultiGeometry>"

    reading = read(files.kml(("a", both)))

    assert (len(reading.boundary.geoms), reading.notices) == (2, ())


def test_a_label_beside_a_polygon_is_left_out_only_when_asked():
    labelled = f"<MultiGeometry><Point><coordinates>-81,-1</coordinates></Point>{POLYGON}</MultiGeometry>"

    assert answers(read(files.kml(("a", labelled)))) == ["areas=only"]


def test_the_outline_may_stand_after_its_holes_and_holes_may_share_an_element():
    ring = "<LinearRing><coordinates>%s</coordinates></LinearRing>"
    turned = f"<Polygon><innerBoundaryIs>{ring % files.written(HOLE)}</innerBoundaryIs><outerBoundaryIs>{ring % files.written(SQUARE)}</outerBoundaryIs></Polygon>"

    assert same(read(files.kml(("a", turned))).boundary, shapely.Polygon(SQUARE, [HOLE]))


def test_a_track_of_a_receiver_in_kml_is_a_line():
    places = "".join(f"<gx:coord>{lon} {lat} 5</gx:coord>" for lon, lat in SQUARE)
    document = f'<kml xmlns:gx="http://www.google.com/kml/ext/2.2"><Placemark><gx:Track><when>2024</when>{places}</gx:Track></Placemark></kml>'

    assert answers(read(document)) == ["outline=closed"]
    assert (
        problems(document.replace("-81.0 -1.0 5", "-81.0,-1.0,5", 1)) == [("F_COORDINATES", 1)]
        or read(document).refused
    )


def test_models_and_overlays_are_no_places():
    model = "<Model><Location><longitude>1</longitude></Location></Model>"

    assert refused(files.kml(("a", model))) == ["F_NO_GEOMETRY"]
    assert refused(b"<kml><GroundOverlay><LatLonBox><north>1</north></LatLonBox></GroundOverlay></kml>") == [
        "F_NO_FEATURES"
    ]
    assert refused(
        b"<kml><Placemark><ExtendedData><coordinates>1,2</coordinates></ExtendedData></Placemark></kml>"
    ) == ["F_NO_GEOMETRY"]


def test_a_point_of_many_positions_is_none():
    point = "<Point><coordinates>1,2 3,4</coordinates></Point>"

    assert refused(files.kml(("a", point))) == ["G_NUMBER"] or refused(files.kml(("a", point))) == [
        "G_POSITION"
    ]


def test_more_positions_than_a_file_may_have_are_refused(monkeypatch):
    monkeypatch.setattr(layers, "MOST_POSITIONS", 10)
    line = "<LineString><coordinates>" + "1,2 " * 6 + "</coordinates></LineString>"

    assert refused(files.kml(("a", line))) == ["F_FEW"]
    assert refused(files.kml(("a", line + line))) == ["F_POSITIONS"]
    assert refused(files.kml(("a", line), ("b", line))) == ["F_POSITIONS"]


def test_far_more_are_refused_before_they_are_read():
    many = files.kml(("a", "<LineString><coordinates>" + "1,2 " * 2_000_002 + "</coordinates></LineString>"))

    assert refused(many) == ["F_POSITIONS"]


class TestGpx:
    def test_a_track_that_comes_round_is_offered_with_what_it_encloses(self):
        reading = read(files.gpx(("walk", SQUARE)))

        assert codes(reading.problems) == ["F_ROUND"]
        assert same(read(files.gpx(("walk", SQUARE)), "outline=closed").boundary, shapely.Polygon(SQUARE))

    def test_of_several_tracks_one_is_asked_for(self):
        two = files.gpx(("walk", SQUARE), ("back", FAR))

        assert answers(read(two)) == ["feature=1", "feature=2", "feature=all"]
        assert answers(read(two, "feature=2")) == ["feature=2&outline=closed"]

    def test_a_route_is_a_line_and_waypoints_are_points(self):
        route = "".join(f'<rtept lat="{lat}" lon="{lon}"/>' for lon, lat in SQUARE)
        points = "".join(f'<wpt lat="{lat}" lon="{lon}"><name>p</name></wpt>' for lon, lat in SQUARE)

        assert codes(read(f"<gpx><rte>{route}</rte></gpx>").problems) == ["F_ROUND"]
        assert codes(read(f"<gpx>{points}</gpx>").problems) == ["F_POINTS"]

    def test_an_empty_one_holds_nothing(self):
        assert refused("<gpx version='1.1'><metadata><name>x</name></metadata></gpx>") == ["F_NO_FEATURES"]
        assert refused("<gpx><trk><name>a</name></trk></gpx>") == ["F_NO_GEOMETRY"]
        assert refused("<gpx><wpt/></gpx>") == ["F_COORDINATES"]

    @pytest.mark.parametrize(
        "wrong", ['lat="x" lon="1"', 'lat="1"', 'lat="NaN" lon="1"', 'lat="1,5" lon="1"']
    )
    def test_a_place_that_is_none_is_refused_with_its_line(self, wrong):
        assert problems(f"<gpx><trk>\n<trkseg>\n<trkpt {wrong}/></trkseg></trk></gpx>") == [
            ("F_COORDINATES", 3)
        ]

    def test_of_many_that_are_none_the_first_twenty_are_told(self):
        assert (
            len(problems("<gpx><trk><trkseg>" + '<trkpt lat="x" lon="1"/>' * 50 + "</trkseg></trk></gpx>"))
            == 20
        )

    def test_more_positions_than_a_file_may_have_are_refused(self, monkeypatch):
        monkeypatch.setattr(layers, "MOST_POSITIONS", 4)

        assert refused(files.gpx(("walk", SQUARE))) == ["F_POSITIONS"]
        assert refused(files.gpx(("walk", SQUARE[1:]))) != ["F_POSITIONS"]
