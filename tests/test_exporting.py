"""The exporter writes what the importer reads: a list comes back as it was."""

import csv
import os
import stat

import pytest
from django.core.management import CommandError, call_command
from factories import site
from hypothesis import given
from hypothesis import strategies as st
from site_lists import ESPANOLA, FLOREANA, imported, row, verdicts, written

from sites import spreadsheet, status
from sites.models import Listing, Site
from sites.site_list import COLUMNS


def exported(path):
    call_command("export_sites", str(path))
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


NIMBA = {
    **FLOREANA,
    "site": "Mount Nimba",
    "country_iso2": "CI;GN;LR",
    "lat": "7.545991",
    "lon": "-8.410721",
    "species": "Hipposideros lamottei",
    "site_code": "CIV1, GIN1, LIBR1",
    "site_type": "Transboundary complex",
    "region": "Africa",
    "aze_id": "351",
    "iucn_taxon_id": "10141",
    "aze2005_site": "Mont Nimba",
    "birdlife_site_id": "6005",
}
LISTED = [
    FLOREANA,
    row(species="Mimus trifasciatus", iucn_taxon_id="106006862", protection_2010="", birdlife_site_id="8000"),
    row(
        ESPANOLA,
        lat="",
        lon="",
        red_list_category="",
        category_source="",
        note="from a letter; see “Hood”, p. 3",
    ),
    NIMBA,
    row(
        NIMBA,
        species="Nimbaphrynoides liberiensis",
        iucn_taxon_id="54848",
        aze2005_site="",
        birdlife_site_id="",
        protection_2010="partial",
    ),
    row(
        site='=1+1, "Isla"',
        site_code="ESP1",
        country_iso2="ES",
        region="Europe And The Middle East",
        lat="28.5",
        lon="-16.5",
        aze_id="-5",
        species="Aa bb",
        iucn_taxon_id="",
        common_name="@SUM(A1)",
    ),
]


@pytest.mark.django_db
def test_a_list_comes_back_as_it_was_taken_over(tmp_path):
    path = written(tmp_path, *LISTED)
    assert set(verdicts(imported(path))) == {"created"}

    out = exported(tmp_path / "out.csv")

    unguarded = [{column: spreadsheet.unguarded(cell) for column, cell in cells.items()} for cells in out]
    assert unguarded == read(path)


@pytest.mark.django_db
def test_an_exported_list_imported_again_changes_nothing(tmp_path):
    imported(written(tmp_path, *LISTED))
    exported(tmp_path / "out.csv")

    reports = imported(tmp_path / "out.csv")

    assert set(verdicts(reports)) == {"unchanged"}


@pytest.mark.django_db
def test_a_formula_is_guarded_and_a_negative_number_is_not(tmp_path):
    imported(written(tmp_path, row(site="=cmd()", common_name="-1+1", lat="-1.5", lon="-90.25")))

    out = exported(tmp_path / "out.csv")[0]

    assert (out["site"], out["common_name"]) == ("'=cmd()", "'-1+1")
    assert (out["lat"], out["lon"]) == ("-1.5", "-90.25")


@pytest.mark.django_db
def test_several_lists_of_one_species_are_rows_of_their_own(tmp_path):
    newer = row(source="AZE-2018", category_source="aze-2018", source_row="7")
    imported(written(tmp_path, row(aze2005_site="Charles")))
    imported(written(tmp_path, newer))

    out = exported(tmp_path / "out.csv")

    assert [cells["source"] for cells in out] == ["AZE-2010", "AZE-2018"]
    Listing.objects.all().delete()
    assert verdicts(imported(tmp_path / "out.csv")) == ["updated", "updated"]
    assert sorted(Listing.objects.values_list("year", flat=True)) == [2005, 2010, 2018]


@pytest.mark.django_db
def test_only_candidates_and_confirmed_sites_are_written_and_claims_of_no_list_have_no_source(tmp_path):
    site("ECU15", name="Isla Floreana", boundary=None)
    for code, of in (("ECU2", "delisted"), ("ECU3", "superseded"), (None, "draft")):
        site(code, status=of, claims=[], boundary=None)
    site("ECU5", name="Nothing lives here", claims=[], status="candidate", boundary=None)

    out = exported(tmp_path / "out.csv")

    assert [(cells["site_code"], cells["species"], cells["source"]) for cells in out] == [
        ("ECU15", "Mimus trifasciatus", "")
    ]
    assert verdicts(imported(tmp_path / "out.csv")) == ["skipped"]


@pytest.mark.django_db
def test_what_is_left_out_and_what_is_sensitive_is_said(tmp_path, capsys):
    site("ECU5", name="Nothing lives here", claims=[], boundary=None)
    site("ECU6", sensitivity="high", sensitivity_reason="Collectors", boundary=None)

    exported(tmp_path / "out.csv")

    told = capsys.readouterr().err
    assert "no species: Nothing lives here (ECU5)" in told
    assert "exact place of 1 sensitive site" in told
    assert stat.S_IMODE(os.stat(tmp_path / "out.csv").st_mode) == 0o600


@pytest.mark.django_db
def test_a_place_that_cannot_be_written_is_told_in_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_sites", str(tmp_path / "no" / "out.csv"))


@pytest.mark.django_db
def test_a_delisted_site_is_not_listed_anew_by_its_own_export(tmp_path):
    imported(written(tmp_path, FLOREANA))
    status.delist(Site.objects.get(), by=None, reason="error", text="A mistake.", override=True)

    assert exported(tmp_path / "out.csv") == []


CELL = st.text(st.sampled_from("'=+-@\t\r\n＝＋－＠a1 \""), max_size=8)


@given(CELL)
def test_a_guarded_cell_comes_back_as_it_was(cell):
    assert spreadsheet.unguarded(spreadsheet.guarded(cell)) == cell


@given(CELL)
def test_a_guarded_cell_never_starts_like_a_formula(cell):
    assert not spreadsheet.guarded(cell).startswith(spreadsheet.STARTS)


def test_the_layout_is_the_one_that_lists_have():
    assert len(COLUMNS) == len(set(COLUMNS)) == 22
