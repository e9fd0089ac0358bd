"""Shares of protection: read with their day and source, the class follows, and what is newer stays."""

from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from factories import site

from sites.coverage import import_coverage
from sites.models import PublishedSite, Site, SiteCode

pytestmark = pytest.mark.django_db


def imported(tmp_path, *rows, header="site,percent,as of,source"):
    path = tmp_path / "coverage.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return [(report.verdict, report.reason) for report in import_coverage(path)]


@pytest.mark.parametrize(
    ("percent", "kept", "protection"),
    [
        ("100", "100", "complete"),
        ("98", "98", "complete"),
        ("97.9999", "97.999", "partial"),
        ("97.99951", "97.999", "partial"),
        ("98.0001", "98", "complete"),
        ("45.12345", "45.123", "partial"),
        ("2.0001", "2.001", "partial"),
        ("2", "2", "none"),
        ("1.9999", "2", "none"),
        ("0", "0", "none"),
    ],
)
def test_the_class_follows_from_the_share_and_the_figure_kept_never_contradicts_it(
    tmp_path, percent, kept, protection
):
    site("ECU15", boundary=None)

    assert imported(tmp_path, f"ECU15,{percent},2024-05,WDPA") == [("updated", "")]

    made = Site.objects.get()
    assert (made.coverage_percent, made.protection) == (Decimal(kept), protection)
    assert (made.protection_as_of, made.protection_source) == ("2024-05", "WDPA")
    assert PublishedSite.objects.get().protection == protection
    made.full_clean()


def test_the_same_share_again_changes_nothing(tmp_path):
    made = site("ECU15", boundary=None)
    imported(tmp_path, "ECU15,50,2024,WDPA")
    before = made.history.count()

    assert imported(tmp_path, "ECU15,50.0,2024,WDPA") == [("unchanged", "")]
    assert made.history.count() == before


def test_a_newer_share_replaces_an_older_one_and_not_the_other_way_round(tmp_path):
    site("ECU15", boundary=None)
    imported(tmp_path, "ECU15,50,2024-06,WDPA")

    assert imported(tmp_path, "ECU15,60,2025,WDPA") == [("updated", "")]
    verdict, reason = imported(tmp_path, "ECU15,70,2024-06,WDPA")[0]

    assert verdict == "skipped" and "newer state is on file" in reason
    assert Site.objects.get().coverage_percent == 60


def test_the_same_day_from_another_source_stays(tmp_path):
    site(
        "ECU15",
        boundary=None,
        coverage_percent=40,
        protection="partial",
        protection_as_of="2024",
        protection_source="Visit",
    )

    verdict, reason = imported(tmp_path, "ECU15,70,2024,WDPA")[0]

    assert verdict == "skipped" and "40 % of the same day, from Visit" in reason


def test_a_site_is_found_by_code_alias_or_a_name_that_is_its_own(tmp_path):
    made, other = (
        site("ECU15", boundary=None, name="Isla Floreana"),
        site("ECU16", claims=[], boundary=None, name="Twice"),
    )
    site("ECU17", claims=[], boundary=None, name="Twice")
    SiteCode.objects.create(code="GAL1", site=other)

    verdicts = imported(
        tmp_path, "Isla Floreana,1,2024,x", "GAL1,2,2024,x", "Twice,3,2024,x", "Nowhere,4,2024,x", ",5,2024,x"
    )

    assert [verdict for verdict, _reason in verdicts] == [
        "updated",
        "updated",
        "skipped",
        "skipped",
        "skipped",
    ]
    assert "write the code" in verdicts[2][1]
    assert Site.objects.get(pk=made.pk).coverage_percent == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("ECU15,101,2024,x", "between 0 and 100"),
        ("ECU15,-1,2024,x", "between 0 and 100"),
        ('ECU15,"2,5",2024,x', "decimals with a point"),
        ("ECU15,1e1,2024,x", "decimals with a point"),
        ("ECU15,NaN,2024,x", "decimals with a point"),
        ("ECU15,,2024,x", "decimals with a point"),
        ("ECU15,5,,x", "write a year"),
        ("ECU15,5,2999,x", "write a year"),
        ("ECU15,5,\u0662\u0660\u0662\u0664,x", "write a year"),
        ("ECU15,5,2023-02-30,x", "write a year"),
        ("ECU15,5,31.12.2020,x", "write a year"),
        ("ECU15,5,2024,", "where the share comes from"),
        (f"ECU15,5,2024,{'a' * 501}", "more than 500"),
        ("ECU15,5,2024", "3 cells"),
        ("ECU15,5,2024,a\0b", "cannot be shown"),
    ],
)
def test_a_row_that_cannot_be_used_is_skipped_and_the_others_are_not(tmp_path, row, reason):
    site("ECU15", boundary=None), site("ECU16", claims=[], boundary=None)

    found = imported(tmp_path, row, "ECU16,50,2024,x")

    assert [verdict for verdict, _reason in found] == ["skipped", "updated"]
    assert reason in found[0][1]


def test_the_command_reports_rows_and_counts(tmp_path, capsys):
    site("ECU15", boundary=None, name="Isla Floreana")
    imported(tmp_path)
    (tmp_path / "coverage.csv").write_text("site;percent;as_of;source\nECU15;50;2024;WDPA\nX;1;2024;WDPA\n")

    call_command("import_coverage", str(tmp_path / "coverage.csv"))

    told = capsys.readouterr().out
    assert "2  updated    Isla Floreana (ECU15)" in told
    assert "3  skipped    X" in told
    assert "0 created, 1 updated, 0 unchanged, 1 skipped" in told


def test_a_file_without_the_columns_is_refused_in_a_sentence(tmp_path):
    path = tmp_path / "coverage.csv"
    path.write_text("site,share\n")

    with pytest.raises(CommandError, match="names no column percent, as_of, source"):
        call_command("import_coverage", str(path))
