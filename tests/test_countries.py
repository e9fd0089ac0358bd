"""The fixed list of countries, and roughly where they lie."""

import pytest

from sites import countries, list_names, listed_category, outlines
from sites.models import Country


@pytest.mark.django_db
def test_the_migration_brings_the_countries_that_the_list_has_today():
    assert {(row.iso2, row.iso3, row.name, row.region) for row in Country.objects.all()} == set(
        countries.rows()
    )
    assert Country.objects.get(iso2="ABNJ").region == "High seas"


@pytest.mark.django_db
def test_missing_countries_come_back_and_changed_ones_stay():
    Country.objects.filter(iso2__in=["FR", "EC"]).delete()
    Country.objects.filter(iso2="CI").update(name="Ivory Coast")

    countries.ensure()

    assert Country.objects.get(iso2="EC").name == "Ecuador"
    assert Country.objects.get(iso2="CI").name == "Ivory Coast"


@pytest.mark.parametrize(("written", "found"), [("EC", "EC"), (" ec ", "EC"), ("abnj", "ABNJ")])
def test_a_code_is_found_in_any_case(written, found):
    assert countries.find(written) == found


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("UK", "write GB if United Kingdom"),
        ("ZR", "write CD"),
        ("ECU", "write EC if Ecuador"),
        ("XK", "ISO 3166-1"),
        ("", "ISO"),
        ("É", "ISO"),
    ],
)
def test_codes_of_nobody_are_refused_and_the_likely_one_is_named(written, told):
    with pytest.raises(countries.NoSuchCountry, match=told):
        countries.find(written)


@pytest.mark.parametrize(
    ("lon", "lat", "iso2s", "elsewhere"),
    [
        (-92.73, 17.03, ["AR"], "MX"),  # Pueblo Nuevo, listed for Argentina with a place in Chiapas
        (-92.73, 17.03, ["MX"], ""),
        (-92.73, 17.03, ["GT", "MX"], ""),
        (55.5, -21.1, ["RE"], ""),  # Réunion is drawn as part of France
        (167.95, -29.03, ["AU"], ""),  # Norfolk Island, listed under its state
        (2.35, 48.85, ["NC"], "FR"),
        (-30, 30, ["MX"], ""),  # at sea
        (-92.73, 17.03, ["ABNJ"], ""),
        (-5.35, 36.14, ["GI"], ""),  # not drawn
        (-64.96, -22.0, ["BO"], ""),  # within ten kilometres of the border
    ],
)
def test_a_place_in_another_country_is_told_and_one_near_the_right_one_is_not(lon, lat, iso2s, elsewhere):
    assert outlines.country_elsewhere(lon, lat, iso2s) == elsewhere


def test_how_far_a_place_is_from_a_country_is_measured_across_the_date_line():
    assert outlines.degrees_away(-179.9, -16.8, ["FJ"]) < 1
    assert outlines.degrees_away(-30, 40, ["EC"]) > 40
    assert outlines.degrees_away(-9.9, -40.3, ["SH"]) is None
    assert outlines.degrees_away(-5.35, 36.14, ["GI"]) is None


@pytest.mark.parametrize(
    ("written", "code", "possibly_extinct", "in_the_wild", "known"),
    [
        ("EN", "EN", False, False, True),
        ("cr", "CR", False, False, True),
        ("CR(PE)", "CR", True, False, True),
        ("CR (PEW)", "CR", False, True, True),
        ("Critically Endangered (possibly extinct)", "CR", True, False, True),
        ("lr/NT", "LR/nt", False, False, True),
        ("Q1", "", False, False, False),
        ("ZZ", "ZZ", False, False, False),
        ("", "", False, False, False),
    ],
)
def test_a_category_is_read_as_lists_write_it(written, code, possibly_extinct, in_the_wild, known):
    assert listed_category.read(written) == (code, possibly_extinct, in_the_wild, known)


def test_a_list_is_called_by_its_name():
    assert list_names.title("AZE-2010") == "AZE 2010 update"
    assert list_names.title("KBA-2020-sample") == "KBA-2020-sample"
    assert list_names.citation("KBA-2020-sample") == "KBA-2020-sample"
    assert list_names.is_aze("AZE-2018") and not list_names.is_aze("KBA-2020-sample")


def test_the_source_of_a_category_names_the_red_list_or_the_list():
    assert list_names.category_source("aze-2010", "AZE-2010") == "AZE 2010 update (list)"
    assert (
        list_names.category_source("iucn-2012-1", "AZE-2010")
        == "IUCN Red List 2012-1, by the AZE 2010 update (list)"
    )
    assert list_names.category_source("", "KBA-2020-sample") == "KBA-2020-sample (list)"
    assert list_names.is_from_list("AZE 2010 update (list)") and not list_names.is_from_list("IUCN Red List")
    assert (list_names.year_of("IUCN Red List 2012-1"), list_names.year_of("IUCN")) == (2012, 0)
    assert list_names.is_told(list_names.earlier_source(2005, "AZE-2010")) and not list_names.is_told(
        "AZE-2005"
    )
