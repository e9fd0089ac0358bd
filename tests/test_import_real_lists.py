"""The two real lists of the 2010 update. They may not be passed on, so these tests need the shared data beside the clone."""

import csv
from io import StringIO

import pytest
from django.core.management import call_command
from site_lists import counts, doubts, imported

from sites import countries
from sites.models import Claim, Country, PublishedSite, Site, Species
from sites.stored import wrong

pytestmark = pytest.mark.django_db
GIVEN_CODES = {"Liben plains and Negele woodlands", "Chichibu-Tama-Kai", "Kerama Islands"}


@pytest.fixture
def lists(shared):
    return shared / "data" / "aze" / "demo_50_sites.csv", shared / "data" / "aze" / "import_434_sites.csv"


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# A transaction for each site, as in production: PostgreSQL keeps every version of a row until the transaction ends.
@pytest.mark.django_db(transaction=True)
def test_both_lists_give_484_sites_and_a_second_import_changes_nothing(lists, tmp_path):
    """In the order in which a site without a code might be given one that the other list uses."""
    countries.ensure()
    reports = [imported(path) for path in reversed(lists)][::-1]

    assert Site.objects.count() == PublishedSite.objects.count() == 484
    assert set(Site.objects.values_list("status", flat=True)) == {"confirmed"}
    assert [report.verdict for report in reports[0].values()].count("skipped") == 1
    assert {report.verdict for report in reports[1].values()} == {"created"}
    assert Claim.objects.count() == 141 + 650
    before = counts()
    again = [imported(path) for path in lists]
    assert {report.verdict for found in again for report in found.values()} == {"unchanged", "skipped"}
    assert counts() == before
    assert wrong() == {}
    check_report(reports)
    check_round_trip(lists, tmp_path)


def check_report(reports):
    """What a careful editor must find in the report, and not find."""
    demo, others = (doubts(found) for found in reports)
    assert "as CR, and this one as EW" in next(
        report.reason for report in reports[0].values() if report.reason
    )
    assert "lie in MX, and the list names AR" in others
    assert others.count("lie in ") == 1 and "lie in " not in demo
    assert "far from all land" not in demo + others
    assert others.count("The list gives no code") == 3
    assert others.count("no Red List category") == 9
    assert others.count("most viable site of reintroduction") == 2
    assert others.count("The list gives no coordinates") == 1
    assert "breeding and wintering ranges" in others
    assert Species.objects.get(scientific_name="Corvus hawaiiensis").category == "EW"
    assert not Site.objects.get(name="Bemanevika").locality_lon
    assert Site.objects.get(name="Pueblo Nuevo", countries="AR").code == "ARG8"
    assert Site.objects.get(name="Tsushima Island").code == "JPN4"


def check_round_trip(lists, tmp_path):
    call_command("export_sites", str(tmp_path / "out.csv"), stdout=StringIO())
    listed = [
        cells
        for path in reversed(lists)
        for cells in rows(path)
        if not cells["note"].startswith("name clash")
    ]

    for ours, theirs in zip(rows(tmp_path / "out.csv"), listed, strict=True):
        given = {"site_code": ours["site_code"]} if theirs["site"] in GIVEN_CODES else {}
        assert ours == {column: theirs[column] for column in ours} | given


def test_every_country_of_the_lists_has_the_region_that_they_name(lists):
    regions = {country.iso2: country.region.title() for country in Country.objects.all()}

    for path in lists:
        for cells in rows(path):
            assert regions[cells["country_iso2"].split(";")[0]] == cells["region"]
