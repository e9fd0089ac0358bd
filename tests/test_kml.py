"""A KML document says where a site lies as its GeoJSON does, and carries no name as markup."""

from xml.etree import ElementTree

import pytest

from sites import kml

KML = "{http://www.opengis.net/kml/2.2}"
WITH_A_HOLE = (
    '{"type":"MultiPolygon","coordinates":[[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[1,2],[2,2],[1,1]]],'
    "[[[10.5,-1.25],[11,-1],[11,0],[10.5,-1.25]]]]}"
)


def read(*arguments, **options):
    return ElementTree.fromstring(kml.document(*arguments, **options))


def coordinates(tree, path):
    return [found.text for found in tree.iterfind(f".//{KML}" + f"/{KML}".join(path.split("/")))]


def test_each_part_of_a_boundary_is_a_polygon_with_its_holes():
    tree = read("Floreana", WITH_A_HOLE)

    assert coordinates(tree, "outerBoundaryIs/LinearRing/coordinates") == [
        "0,0 4,0 4,4 0,4 0,0",
        "10.5,-1.25 11,-1 11,0 10.5,-1.25",
    ]
    assert coordinates(tree, "innerBoundaryIs/LinearRing/coordinates") == ["1,1 1,2 2,2 1,1"]


def test_a_polygon_alone_is_one_part():
    tree = read("Floreana", '{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}')

    assert coordinates(tree, "outerBoundaryIs/LinearRing/coordinates") == ["0,0 1,0 1,1 0,0"]


def test_a_point_keeps_its_decimals_and_loses_its_height():
    tree = read("Floreana", '{"type":"Point","coordinates":[-90.4312345,-1.3,640]}')

    assert coordinates(tree, "Point/coordinates") == ["-90.4312345,-1.3"]


def test_a_place_that_is_withheld_has_no_geometry():
    tree = read("Floreana", "")

    assert [found.tag.removeprefix(KML) for found in tree.find(f".//{KML}Placemark")] == ["name"]


@pytest.mark.parametrize("name", ["<b>Floreana</b> & co", 'a "quoted" ]]> name', "Île de la Réunion"])
def test_a_name_is_read_back_as_it_is(name):
    assert read(name, "").findtext(f".//{KML}Placemark/{KML}name") == name


def test_what_no_xml_may_hold_is_left_out():
    assert read("Flo\x00re\x0bana\ufffe", "").findtext(f".//{KML}Placemark/{KML}name") == "Floreana"


def test_a_description_is_text_even_to_a_reader_that_takes_it_for_html():
    tree = read("Floreana", "", description="<img src=x> & more")

    assert tree.findtext(f".//{KML}description") == "&lt;img src=x&gt; &amp; more"


def test_it_leads_back_to_the_page_of_the_site():
    link = read("Floreana", "", address="https://registry.example.org/sites/ECU15/?a=1&b=2").find(
        ".//{http://www.w3.org/2005/Atom}link"
    )

    assert link.get("href") == "https://registry.example.org/sites/ECU15/?a=1&b=2"
