"""The faults that real lists have, and those that nobody should write: told row by row, never guessed away, never in the way of others."""

import pytest
from factories import site, species, square
from site_lists import ESPANOLA, FLOREANA, doubts, imported, row, verdicts, written

from sites.models import Claim, Site, Species, SpeciesName

pytestmark = pytest.mark.django_db


def place():
    made = Site.objects.get(aze_id="241")
    return made.locality_lon, made.locality_lat


@pytest.mark.parametrize(
    ("lon", "lat", "told"),
    [
        ("", "", "no coordinates"),
        ("0", "0.0", "0, 0"),
        ("-90.4", "", "lat is missing"),
        ("-90,4", "-1,3", "decimals with a point"),
        ("90°W", "1°S", "no number in plain digits"),
        ("-90.4", "-141", "impossible"),
        ("1e3", "1", "no number in plain digits"),
        ("-９０", "-1", "no number in plain digits"),
        ("NaN", "inf", "no number in plain digits"),
    ],
)
def test_coordinates_that_are_none_leave_the_site_without_a_place(tmp_path, lon, lat, told):
    reports = imported(written(tmp_path, row(lon=lon, lat=lat), ESPANOLA))

    assert verdicts(reports) == ["created", "created"]
    assert place() == (None, None)
    assert told in "".join(reports[2].doubts)


def test_coordinates_in_another_country_are_told_and_kept(tmp_path):
    reports = imported(written(tmp_path, row(lon="-92.73075", lat="17.033831")))

    assert place() == (-92.73075, 17.033831)
    assert "lie in MX, and the list names EC" in doubts(reports)


def test_coordinates_far_out_at_sea_are_told(tmp_path):
    reports = imported(written(tmp_path, row(lon="-150", lat="-40")))

    assert "far from all land of EC" in doubts(reports)


def test_a_longitude_next_to_180_is_kept_exactly(tmp_path):
    imported(written(tmp_path, row(country_iso2="FJ", site_code="FJI4", lon="179.96", lat="-16.8")))

    assert place() == (179.96, -16.8)


def test_one_code_used_for_two_sites_gives_the_second_a_code_of_its_own(tmp_path):
    liben = row(
        site="Liben plains",
        country_iso2="ET",
        lon="39.695844",
        lat="5.164065",
        species="Heteromirafra sidamoensis",
        aze_id="",
    )
    path = written(tmp_path, FLOREANA, liben)

    reports = imported(path)

    assert verdicts(reports) == ["created", "created"]
    assert Site.objects.get(name="Liben plains").code == "ETH1"
    assert "The code ECU15 is that of another site here, Isla Floreana (ECU15)" in doubts(reports)
    assert verdicts(imported(path)) == ["unchanged", "unchanged"]


def test_one_site_spelled_in_two_ways_stays_one_site(tmp_path):
    path = written(tmp_path, FLOREANA, row(site="Floreana I.", species="Mimus trifasciatus"))

    reports = imported(path)

    assert Site.objects.count() == 1
    assert Claim.objects.count() == 2
    assert "name: here “Isla Floreana”, in the list “Floreana I.”" in doubts(reports)


def test_one_site_with_and_without_accents_stays_one_site_and_is_told(tmp_path):
    rows = [
        row(ESPANOLA, site_code=""),
        row(ESPANOLA, site_code="", site="ISLA ESPANOLA", species="Phoebastria irrorata"),
    ]

    reports = imported(written(tmp_path, *rows))

    assert Site.objects.get().name == "Isla Española"
    assert "Name: “ISLA ESPANOLA” here and “Isla Española” in row 2" in "".join(reports[3].doubts)


def test_two_names_with_one_point_or_one_aze_id_are_told_as_possibly_one_site(tmp_path):
    rows = [
        FLOREANA,
        row(ESPANOLA, aze_id="241"),
        row(site="Charles", site_code="", aze_id="7", species="Aa bb"),
    ]

    reports = imported(written(tmp_path, *rows))

    assert Site.objects.count() == 3
    assert "Isla Floreana (ECU15) has the same AZE id" in "".join(reports[3].doubts)
    assert "Isla Floreana (ECU15) has the same coordinates" in "".join(reports[4].doubts)


def test_two_sites_of_one_name_under_two_codes_of_one_list_stay_two(tmp_path):
    path = written(tmp_path, FLOREANA, row(site_code="ECU16", species="Mimus trifasciatus"))

    reports = imported(path)

    assert sorted(Site.objects.values_list("code", flat=True)) == ["ECU15", "ECU16"]
    assert "Another site of this name in this country is Isla Floreana (ECU15)" in doubts(reports)
    assert verdicts(imported(path)) == ["unchanged", "unchanged"]


def test_codes_of_two_sites_on_one_row_are_not_chosen_between(tmp_path):
    site("ECU14", name="Isla Española", boundary=None), site("ECU15", name="Isla Floreana", boundary=None)

    reports = imported(written(tmp_path, row(site_code="ECU14, ECU15")))

    assert verdicts(reports) == ["skipped"]
    assert "several sites here" in reports[2].reason


def test_a_name_of_two_sites_without_a_code_is_not_chosen_between(tmp_path):
    for code in ("ECU1", "ECU2"):
        site(code, name="Isla Floreana", boundary=None)

    reports = imported(written(tmp_path, row(site_code="")))

    assert verdicts(reports) == ["skipped"]
    assert "Write the code of the one that is meant" in reports[2].reason


def test_one_species_on_two_rows_of_a_site_is_taken_once(tmp_path):
    reports = imported(written(tmp_path, FLOREANA, row(red_list_category="EW")))

    assert verdicts(reports) == ["created", "skipped"]
    assert "Row 2 lists this species at this site already, as CR, and this one as EW" in reports[3].reason
    assert Species.objects.get().category == "CR"


def test_a_name_and_a_number_of_two_species_are_not_chosen_between(tmp_path):
    Species.objects.create(scientific_name="Camarhynchus pauper", group="birds")
    Species.objects.create(scientific_name="Geospiza pauper", group="birds", sis_id=22723780)

    reports = imported(written(tmp_path, row(iucn_taxon_id="22723780")))

    assert verdicts(reports) == ["skipped"]
    assert not Site.objects.exists()


@pytest.mark.parametrize(
    ("category", "kept", "told"),
    [
        ("", "", "no Red List category"),
        ("DD", "DD", "neither EN nor CR"),
        ("EW", "EW", "most viable site of reintroduction"),
        ("critically endangered", "CR", ""),
        ("en", "EN", ""),
        ("XX", "XX", "no category of the Red List that is known"),
        ("1.5", "", "no category of the Red List that is known"),
    ],
)
def test_categories_are_read_and_doubtful_ones_told(tmp_path, category, kept, told):
    reports = imported(written(tmp_path, row(red_list_category=category)))

    assert Species.objects.get().category == kept
    assert told in doubts(reports) if told else not reports[2].doubts


def test_possibly_extinct_is_told_apart_from_the_category(tmp_path):
    imported(written(tmp_path, row(red_list_category="CR(PE)")))

    finch = Species.objects.get()
    assert (finch.category, finch.possibly_extinct, finch.possibly_extinct_in_the_wild) == ("CR", True, False)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"site": ""}, "no site"),
        ({"site": "\u3164"}, "no site"),
        ({"species": " \u00a0 "}, "no species"),
        ({"country_iso2": ""}, "no country"),
        ({"country_iso2": "UK"}, "write GB"),
        ({"country_iso2": "EC;XK"}, "XK"),
        ({"country_iso2": "ZR"}, "write CD"),
        ({"source": ""}, "--source"),
        ({"source": "AZE"}, "--year"),
        ({"source": "AZE-2999"}, "2999"),
        ({"site": "a" * 201}, "at most 200"),
        ({"species": "a" * 201}, "at most 200"),
        ({"note": "a" * 20_001}, "at most 20000"),
        ({"aze2005_site": "a" * 301}, "at most 300"),
        ({"protection_2010": "a" * 61}, "at most 60"),
        ({"source": "AZE-2010 " + "a" * 100}, "at most 100"),
        ({"site": "Isla\0Floreana"}, "character that cannot be shown"),
        ({"note": "\x1b[31m"}, "character that cannot be shown"),
        ({"site": "Z" + "\u0301" * 40}, "accents"),
    ],
)
def test_a_row_that_cannot_be_used_is_skipped_with_its_reason(tmp_path, cells, reason):
    reports = imported(written(tmp_path, row(**cells), ESPANOLA))

    assert verdicts(reports) == ["skipped", "created"]
    assert reason in reports[2].reason


def test_the_list_can_be_named_for_rows_that_do_not_name_it(tmp_path):
    imported(written(tmp_path, row(source="")), source="Alianza", year=2018)

    assert (Claim.objects.get().last_confirmed, Claim.objects.get().citation) == (2018, "Alianza")


def test_a_word_that_is_no_code_is_left_out_and_told(tmp_path):
    reports = imported(written(tmp_path, row(site_code="ecu15")))

    assert Site.objects.get().code == "ECU1"
    assert "“ecu15” is no site code" in doubts(reports)


def test_a_code_that_is_not_of_the_sites_countries_is_kept_and_told(tmp_path):
    reports = imported(
        written(tmp_path, row(country_iso2="CI;LR", site_code="CIV1, LIBR1", lon="-8.4", lat="7.5"))
    )

    assert Site.objects.get().code == "CIV1"
    assert (
        doubts(reports)
        == "The code LIBR1 does not begin with the letters of a country of the site: CIV, LBR."
    )


def test_a_name_of_three_words_is_a_subspecies_which_cannot_trigger(tmp_path):
    reports = imported(written(tmp_path, row(species="Mimus parvulus barringtoni")))

    assert Species.objects.get().rank == "subspecies"
    assert "cannot trigger" in doubts(reports)
    assert Site.objects.get().outcome == "does_not_qualify"


def test_the_number_of_a_bird_that_looks_like_birdlifes_is_not_taken_for_a_sis_id(tmp_path):
    reports = imported(written(tmp_path, row(iucn_taxon_id="160030021"), row(ESPANOLA, iucn_taxon_id="12a")))

    assert list(Species.objects.order_by("pk").values_list("birdlife_id", "sis_id")) == [
        (160030021, None),
        (None, None),
    ]
    assert "look it up" in "".join(reports[2].doubts)
    assert "no number" in "".join(reports[3].doubts)


def test_text_that_a_spreadsheet_would_run_stays_text(tmp_path):
    imported(written(tmp_path, row(site='=HYPERLINK("http://x")', note="<script>alert(1)</script>")))

    made = Site.objects.get()
    assert made.name == '=HYPERLINK("http://x")'
    assert made.listings.get().note == "<script>alert(1)</script>"


@pytest.mark.parametrize(
    ("name", "rank", "told"),
    [
        ("Pinus torreyana var. insularis", "variety", "cannot trigger"),
        ("Pinus torreyana subsp. insularis", "subspecies", "cannot trigger"),
        ("Atelopus sp. nov. Azul", "species", "genus and species"),
        ("CAMARHYNCHUS PAUPER", "species", "was written “CAMARHYNCHUS PAUPER”"),
    ],
)
def test_a_name_that_is_more_or_less_than_genus_and_species_is_told(tmp_path, name, rank, told):
    reports = imported(written(tmp_path, row(species=name)))

    assert Species.objects.get().rank == rank
    assert told in doubts(reports)


def test_a_word_of_protection_that_nobody_knows_is_told_and_not_taken(tmp_path):
    reports = imported(written(tmp_path, row(protection_2010="mostly")))

    assert Site.objects.get().protection == "not_assessed"
    assert "“mostly”, which is no class of protection" in doubts(reports)


def test_a_site_of_the_same_name_far_away_in_the_country_is_another_one(tmp_path):
    site("ECU1", name="Isla Floreana", boundary=square(-78.5, -0.2))

    reports = imported(written(tmp_path, row(site_code="")))

    assert Site.objects.count() == 2
    assert "Another site of this name in this country is Isla Floreana (ECU1)" in doubts(reports)


def test_a_synonym_of_two_species_is_not_chosen_between(tmp_path):
    for name in ("Geospiza una", "Geospiza altera"):
        SpeciesName.objects.create(species=species(name), name="Camarhynchus pauper", kind="synonym")

    reports = imported(written(tmp_path, FLOREANA))

    assert verdicts(reports) == ["skipped"]
    assert "synonym of several species" in reports[2].reason
