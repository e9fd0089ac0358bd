"""`manage.py import_sites`: what it prints, and how it ends."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, OperationalError
from site_lists import ESPANOLA, FLOREANA, imported, row, verdicts, written

from sites import importing
from sites.models import Site, Species

pytestmark = pytest.mark.django_db


class Terminal(StringIO):
    def isatty(self):
        return True


def test_the_command_reports_every_row_and_counts(tmp_path, capsys):
    path = written(tmp_path, FLOREANA, row(ESPANOLA, country_iso2="XX"))

    call_command("import_sites", str(path))

    told = capsys.readouterr().out
    assert "2  created    ECU15: Camarhynchus pauper" in told
    assert "3  skipped    Isla Española: Mimus macdonaldi" in told
    assert "“XX” is not a country code of ISO 3166-1" in told
    assert "Rows: 1 created, 0 updated, 0 unchanged, 1 skipped" in told


def test_a_dry_run_says_that_nothing_was_changed(tmp_path, capsys):
    call_command("import_sites", str(written(tmp_path, FLOREANA)), dry_run=True)

    told = capsys.readouterr().out
    assert "2  created    ECU15" in told and "nothing was changed" in told
    assert not Site.objects.exists()


def test_a_terminal_shows_how_far_the_import_is_and_a_file_does_not(tmp_path):
    terminal, file = Terminal(), StringIO()
    path = str(written(tmp_path, FLOREANA, ESPANOLA))

    call_command("import_sites", path, stdout=StringIO(), stderr=terminal)
    call_command("import_sites", path, stdout=StringIO(), stderr=file)

    assert "[####################....................] 1/2" in terminal.getvalue()
    assert file.getvalue() == ""


def test_an_interrupted_import_says_so_keeps_what_is_whole_and_can_go_on(tmp_path, monkeypatch):
    def interrupt(entries, **options):
        if entries[0]["site_code"] == "ECU14":
            raise KeyboardInterrupt
        return take_site(entries, **options)

    take_site, told = importing.take_site, StringIO()
    monkeypatch.setattr(importing, "take_site", interrupt)
    path = written(tmp_path, FLOREANA, ESPANOLA)

    with pytest.raises(SystemExit) as ended:
        call_command("import_sites", str(path), stdout=told)

    assert ended.value.code == 130
    assert "Run it again to go on" in told.getvalue() and "1 created" in told.getvalue()
    monkeypatch.undo()
    assert verdicts(imported(path)) == ["unchanged", "created"]


def test_a_database_that_cannot_be_written_ends_the_import_with_a_sentence(tmp_path, monkeypatch):
    def fail(entries, **options):
        raise OperationalError("disk is full")

    monkeypatch.setattr(importing, "take_site", fail)

    with pytest.raises(CommandError, match="disk is full.*Run the import again"):
        call_command("import_sites", str(written(tmp_path, FLOREANA)), stdout=StringIO())


def test_a_site_that_the_database_refuses_leaves_nothing_and_the_next_is_imported(tmp_path, monkeypatch):
    def refuse(site, entry, species, doubts):
        if entry["site_code"] == "ECU15":
            Species.objects.create(scientific_name="Half done")
            raise IntegrityError
        return take_row(site, entry, species, doubts)

    from sites import import_site

    take_row = import_site.take_row
    monkeypatch.setattr(import_site, "take_row", refuse)

    reports = imported(written(tmp_path, FLOREANA, ESPANOLA))

    assert verdicts(reports) == ["skipped", "created"]
    assert not Species.objects.filter(scientific_name="Half done").exists()
