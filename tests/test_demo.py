"""The demonstration data: fifty real sites, their coastlines confirmed for the demonstration alone, loaded into an empty registry once."""

import json

import pytest
from django.core.management import call_command
from factories import site, species

from sites import demo
from sites.models import Boundary, PublishedSite, RegistryStamp, Site, Species
from sites.stored import wrong


def features():
    return [feature for path in demo.COASTLINES for feature in json.loads(path.read_text())["features"]]


@pytest.mark.django_db
def test_the_demonstration_shows_sites_that_qualify_and_says_what_the_others_lack():
    call_command("load_demo")

    assert PublishedSite.objects.count() == 50
    assert Species.objects.count() == 141
    assert set(Site.objects.values_list("status", flat=True)) == {"confirmed"}
    with_coast = Site.objects.filter(boundary__isnull=False)
    assert set(with_coast.values_list("outcome", flat=True)) == {"qualifies"} and with_coast.count() == 28
    others = Site.objects.filter(boundary__isnull=True)
    assert {code for site in others for code in site.in_the_way} == {"D_POINT"}
    assert not others.exclude(locality_lon__isnull=False).exists()
    assert wrong() == {}
    assert RegistryStamp.objects.get().demonstration
    call_command("load_demo")
    assert Site.objects.count() == 50


@pytest.mark.django_db
def test_a_coastline_says_where_it_is_from_and_that_it_is_no_official_delineation():
    demo.load()

    for boundary in Boundary.objects.select_related("site"):
        assert boundary.valid and boundary.licence in ("LGPL-3.0-or-later", "public domain")
        assert "not an official AZE delineation" in boundary.source
        assert "not an official delineation" in boundary.site.rationale
        assert "For the demonstration" in boundary.site.discreteness_source
    assert Boundary.objects.exclude(licence="LGPL-3.0-or-later").get().site.code == "JPN4"


@pytest.mark.django_db
@pytest.mark.parametrize("other", [lambda: site("PER1", boundary=None), lambda: species("Aa bb")])
def test_a_registry_that_holds_other_data_is_left_alone(other, capsys):
    other()

    call_command("load_demo")

    assert not Site.objects.filter(code="ECU15").exists()
    assert capsys.readouterr().out == ""


@pytest.mark.django_db
def test_a_load_that_fails_leaves_nothing_so_that_the_next_one_is_whole(monkeypatch):
    class Broken(demo.DemoSites):
        def __iter__(self):
            yield from list(super().__iter__())[:3]
            raise OSError("interrupted")

    monkeypatch.setattr(demo, "DemoSites", Broken)

    with pytest.raises(OSError, match="interrupted"):
        demo.load()

    assert demo.is_empty()


def test_parts_of_islands_have_no_coastline():
    codes = {feature["properties"]["site_code"] for feature in features()}

    assert len(codes) == 28
    assert not codes & {"AUS10", "CXR1"}


def test_the_second_row_of_socorro_is_left_out_and_the_notices_stand_beside_the_data():
    socorro = next(site for site in demo.DemoSites().sites if site["codes"] == ["MEX29"])
    notices = (demo.FIXTURES / "README.md").read_text()

    assert [
        species["red_list_category"]
        for species in socorro["species"]
        if species["species"] == "Mimus graysoni"
    ] == ["CR"]
    assert "Zenaida graysoni" in notices
    assert "Alliance for Zero Extinction (2010). 2010 AZE Update. zeroextinction.org" in notices
    assert "LESSER GENERAL PUBLIC LICENSE" in (demo.FIXTURES / "COPYING.LESSER").read_text()
