"""Citations for people and programs: nothing in a name can break out of its field."""

from datetime import date

import pytest

from sites.citations import Citation

ACCESSED = date(2026, 11, 25)


def citation(**given):
    told = {
        "author": "Alliance for Zero Extinction",
        "title": "Isla Floreana (ECU15), Ecuador",
        "publisher": "AZE site registry",
        "key": "aze-ECU15-2026",
        "address": "https://registry.example.org/sites/ECU15/",
        "day": date(2026, 11, 22),
        "edition": "record of 22 November 2026",
    }
    return Citation(**told | given)


def test_a_bibtex_entry_tells_record_address_and_day_of_access():
    assert citation().bibtex(ACCESSED) == (
        "@misc{aze-ECU15-2026,\n"
        "  author = {{Alliance for Zero Extinction}},\n"
        "  title = {{Isla Floreana (ECU15), Ecuador}},\n"
        "  publisher = {AZE site registry},\n"
        "  year = {2026},\n"
        "  version = {record of 22 November 2026},\n"
        "  url = {https://registry.example.org/sites/ECU15/},\n"
        "  urldate = {2026-11-25}\n"
        "}\n"
    )


def test_a_ris_record_ends_its_lines_and_itself_as_the_format_asks():
    lines = citation().ris(ACCESSED).split("\r\n")

    assert lines[0] == "TY  - DATA"
    assert "UR  - https://registry.example.org/sites/ECU15/" in lines
    assert "Y2  - 2026/11/25" in lines
    assert lines[-2:] == ["ER  - ", ""]


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("50 % of A & B", r"50 \% of A \& B"),
        (r"a\input{secret}", r"a\textbackslash{}input\{secret\}"),
        ("x}, note = {y", r"x\}, note = \{y"),
        ("#1_$2^3~4", r"\#1\_\$2\textasciicircum{}3\textasciitilde{}4"),
        ("Ağrı Dağı", "Ağrı Dağı"),
    ],
)
def test_no_sign_of_a_name_is_read_by_latex_as_a_command(title, written):
    assert f"title = {{{{{written}}}}},\n" in citation(title=title).bibtex(ACCESSED)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\u2028", "\x0b", "\x85"])
def test_no_name_begins_a_field_of_its_own(ending):
    hostile = citation(title=f"Floreana{ending}ER  - {ending}TY  - JOUR", key="a},\nb")

    assert len(hostile.ris(ACCESSED).splitlines()) == len(citation().ris(ACCESSED).splitlines())
    assert len(hostile.bibtex(ACCESSED).splitlines()) == len(citation().bibtex(ACCESSED).splitlines())
