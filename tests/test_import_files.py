"""Files that are no list, or are written otherwise than expected: told in a sentence, and no row takes another with it."""

import pytest
from django.core.management import CommandError, call_command
from site_lists import ESPANOLA, FLOREANA, imported, row, verdicts, written

from sites.models import Site
from sites.site_list import COLUMNS

pytestmark = pytest.mark.django_db


def test_direction_controls_are_taken_out_and_names_are_composed(tmp_path):
    imported(written(tmp_path, row(site="Isla \u202eEspan\u0303ola")))

    assert Site.objects.get().name == "Isla Española"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_tells_the_encoding(tmp_path, encoding):
    reports = imported(written(tmp_path, ESPANOLA, encoding=encoding))

    assert verdicts(reports) == ["created"]
    assert Site.objects.get().name == "Isla Española"


def test_rows_in_another_encoding_are_skipped_unless_it_is_named(tmp_path):
    path = written(tmp_path, FLOREANA, ESPANOLA, encoding="cp1252")

    reports = imported(path)

    assert verdicts(reports) == ["created", "skipped"]
    assert "--encoding cp1252" in reports[3].reason
    assert verdicts(imported(path, encoding="cp1252")) == ["unchanged", "created"]
    assert Site.objects.filter(name="Isla Española").exists()


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_separators_are_found_out(tmp_path, delimiter):
    nimba = row(country_iso2="CI;GN", site_code="CIV1;GIN1")

    imported(written(tmp_path, nimba, delimiter=delimiter))

    assert Site.objects.get().countries.count() == 2


def test_columns_may_be_missing_in_another_order_and_case(tmp_path):
    columns = ["species", "site", "country_iso2", "source"]
    path = written(tmp_path, FLOREANA, columns=columns)
    path.write_text(path.read_text().replace("species,site", "Species,SITE", 1))

    reports = imported(path)

    assert verdicts(reports) == ["created"]
    assert Site.objects.get().code == "ECU1"


def test_a_quotation_mark_that_is_never_closed_takes_no_other_row_with_it(tmp_path):
    path = written(tmp_path, FLOREANA, ESPANOLA, row(ESPANOLA, species="Phoebastria irrorata"))
    path.write_text(path.read_text().replace("Isla Floreana", '"Isla Floreana', 1))

    reports = imported(path)

    assert verdicts(reports) == ["skipped", "created", "created"]
    assert "quotation mark" in reports[2].reason


def test_rows_too_short_too_long_or_blank_are_no_trouble(tmp_path):
    path = written(tmp_path, FLOREANA, ESPANOLA)
    first, second, third = path.read_text().splitlines()
    path.write_text(
        "\n".join([first, "Isla Pinta,EC", "", f"{second},,", f"{third},more", '"' * 101_000]) + "\n"
    )

    reports = imported(path)

    assert {number: report.verdict for number, report in reports.items()} == {
        2: "skipped",
        4: "created",
        5: "skipped",
        6: "skipped",
    }


def test_a_line_break_within_a_cell_is_a_space(tmp_path):
    imported(written(tmp_path, row(note="one\ntwo"), ESPANOLA))

    assert Site.objects.get(code="ECU15").listings.get().note == "one two"
    assert Site.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "names no column"),
        (b"name,country\nA,EC\n", "names no column site"),
        (b"site,country_iso2,species,site\n", "a column twice"),
        (b"\xff\xfea", "not written in utf-16"),
        (b"PK\x03\x04\x00\x00", "names no column"),
        (b"a" * 300_000, "names no column"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_a_sentence(tmp_path, content, told):
    path = tmp_path / "list.csv"
    path.write_bytes(content)

    with pytest.raises(CommandError, match=told):
        call_command("import_sites", str(path))


def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_sites", str(tmp_path / "none.csv"))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_sites", str(written(tmp_path, FLOREANA)), encoding="no-such")


def test_columns_that_nobody_knows_are_named(tmp_path, capsys):
    call_command(
        "import_sites", str(written(tmp_path, row(colour="red"), columns=[*COLUMNS, "colour", "boundary"]))
    )

    assert "no such column is known: colour" in capsys.readouterr().err
