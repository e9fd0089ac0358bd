"""Codes and facts as sentences: every code has one, none says more than the facts, none contradicts its verdict."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from any_facts import sites
from django.utils import translation
from hypothesis import given, settings
from site_facts import claim, estimate, judged, share

from sites import wording
from sites.criteria import evaluate
from sites.wording.sentences import SENTENCES, TURNS_ON

SITES = Path(wording.__file__).resolve().parent.parent
EMITTING = [
    *(
        "criteria.py",
        "irreplaceability.py",
        "shares.py",
        "facts.py",
        "geojson.py",
        "strict_json.py",
        "geometry.py",
    ),
    *("check.py", "factsheet.py"),
    *(str(path.relative_to(SITES)) for path in sorted((SITES / "readers").glob("*.py"))),
]
CODES = {code if isinstance(code, str) else code[0] for code in SENTENCES}
NEEDS_FACTS = re.compile(r"%\((\w+)\)s")


def said(code, names=None, /, **known):
    return wording.sentence(code, known, names)


def findings(evaluation):
    for one in evaluation.claims:
        yield from one.findings_endangerment + one.findings_irreplaceability
    yield from evaluation.discreteness_findings + evaluation.flags


class TestEveryCode:
    def test_has_a_sentence(self):
        written = "\n".join((SITES / name).read_text("utf-8") for name in EMITTING)
        emitted = set(re.findall(r'"([EPIDGJNFA]_[A-Z0-9_]+)"', written)) | {"NO_SPECIES", "TWICE"}

        assert len(emitted) > 80
        assert emitted <= CODES

    @pytest.mark.parametrize("code", sorted(CODES))
    def test_is_told_without_any_fact(self, code):
        text = wording.sentence(code, {})

        assert text[0].isupper() and text.endswith((".", "?"))
        assert "None" not in text and "no words" not in text
        assert not re.search(r"%[(%]", text)

    @pytest.mark.parametrize("code", SENTENCES, ids=str)
    def test_is_told_more_exactly_the_more_is_known(self, code):
        asked = [set(NEEDS_FACTS.findall(str(text))) for text in SENTENCES[code]]

        if isinstance(code, str):
            assert asked[-1] == set()
        assert all(
            not set(later) >= set(earlier) or later == earlier
            for earlier, later in zip(asked, asked[1:], strict=False)
        )

    def test_that_turns_on_a_fact_is_known_by_it(self):
        assert set(TURNS_ON) == {code[0] for code in SENTENCES if isinstance(code, tuple)}

    def test_of_a_later_version_is_told_honestly(self):
        assert "E_NOVEL" in wording.sentence("E_NOVEL", {"year": 2031})


class TestEverySentence:
    @settings(max_examples=150, deadline=None)
    @given(sites())
    def test_is_whole_and_never_takes_a_share_for_the_threshold(self, site):
        for found in findings(evaluate(site)):
            text = wording.sentence(found.code, found.facts)

            assert text[0].isupper()
            assert "None" not in text and "%(" not in text
            if found.code in ("I_GT95", "I_NEAR", "I_LOW"):
                assert ": 95 %" not in text and "holds 95 %" not in text

    @settings(max_examples=100, deadline=None)
    @given(sites())
    def test_names_no_site_that_the_audience_may_not_see(self, site):
        for found in findings(evaluate(site)):
            text = wording.sentence(found.code, found.facts, {})

            assert not re.search(r"ECU9|ECU10|MEX1", text)
            assert text[0].isupper()


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (claim(), "The species is Endangered (EN) on the IUCN Red List, assessed in 2021."),
        (
            claim(category="CR", assessment_year=None),
            "The species is Critically Endangered (CR) on the IUCN Red List.",
        ),
        (
            claim(category="LC"),
            "The IUCN Red List does not count the species as threatened: Least Concern (LC), assessed in 2021.",
        ),
        (
            claim(category="LR/cd"),
            "The IUCN Red List does not count the species as threatened: LR/cd, assessed in 2021.",
        ),
        (claim(rank="variety"), "The name stands for a variety; only full species count."),
        (
            claim(category="Ex?"),
            "The category on file, Ex?, is not one of today's Red List categories; a person must find the present one.",
        ),
    ],
)
def test_the_red_list_is_quoted_with_its_year(one, text):
    (first, *_flags) = judged(one).findings_endangerment

    assert wording.sentence(first.code, first.facts) == text


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (
            share(200, estimate(205, low=195, high=215)),
            "The site holds 200 of 205 (195 to 215) mature individuals: 97.56 %, and more than 95 % is asked for.",
        ),
        (
            share("95.0001", 100),
            "The site holds 95.0001 of 100 mature individuals: 95.0001 %, and more than 95 % is asked for.",
        ),
        (
            share("949996", "1000000"),
            "The site holds 949,996 of 1,000,000 mature individuals: 94.9996 %, and more than 95 % is asked for.",
        ),
        (
            share(19, 20),
            "The site holds 19 of 20 mature individuals: exactly 95 %, and more than that is asked for.",
        ),
        (share(0, 1), "The site holds none of 1 mature individual."),
        (
            share(estimate(low=96), estimate(high=100)),
            "The site holds at least 96 of at most 100 mature individuals: at least 96 %, and more than 95 % is asked for.",
        ),
        (
            share(estimate(low=90, high=99), estimate(low=95, high=100)),
            "The site holds 90 to 99 of 95 to 100 mature individuals: anything from 90 % to 100 %, so whether it is more than 95 % cannot be told.",
        ),
        (
            share(estimate(1, parameter="range"), estimate("1250.5", parameter="range")),
            "The site holds 1 of 1,250.5 km² of range: 0.08 %, and more than 95 % is asked for.",
        ),
        (
            share(estimate(3, parameter="localities"), estimate(3, parameter="localities")),
            "The site holds 3 of 3 localities: 100 %, and more than 95 % is asked for.",
        ),
        (
            share(estimate(5, parameter="range"), 5),
            "The two figures cannot be compared: range at the site, mature individuals in the whole world.",
        ),
        (
            share(6, 5),
            "The figures contradict each other: 6 at the site, but 5 mature individuals in the whole world.",
        ),
        (
            share(percent=Decimal(97)),
            "The site holds 97 % of the population, and more than 95 % is asked for.",
        ),
    ],
)
def test_a_share_is_told_with_the_figures_that_were_compared(one, text):
    first = judged(one).findings_irreplaceability[0]

    assert wording.sentence(first.code, first.facts) == text


@pytest.mark.parametrize(
    ("code", "known", "text"),
    [
        (
            "D_INVALID",
            {"lon": -90.5, "lat": 1e-07, "fault": "CROSSES"},
            "near longitude -90.5, latitude 0.0000001: it crosses itself.",
        ),
        ("D_INVALID", {"lon": 0.0, "lat": 0.0, "fault": None}, "near longitude 0, latitude 0."),
        ("D_SLIVER", {"area_km2": 0.9999999e-6}, "encloses 0.9999999 m²"),
        ("D_HUGE", {"area_km2": 50_000.04}, "encloses 50,000.04 km²"),
        ("D_OK", {"area_km2": 1234.5}, "encloses 1,234 km²"),
        ("D_OK", {"area_km2": 12.345}, "encloses 12.34 km²"),
        ("D_OK", {"area_km2": 0.0000021}, "encloses 0.000002 km²"),
        ("D_OVERLAP", {"site": "ECU16", "percent": 1.0000001}, "they share 1.0000001 %"),
        ("D_OVERLAP", {"site": "ECU16", "percent": 99.89999}, "they share 99.89999 %"),
        (
            "D_DUPLICATE",
            {"site": "ECU16", "percent": 99.9, "distinct": False},
            "may be the same place as ECU16",
        ),
        (
            "D_DUPLICATE",
            {"site": "ECU16", "percent": 100.0, "distinct": True},
            "has found the two to be distinct",
        ),
        ("D_TRANSBOUNDARY", {"countries": ["BO", "EC", "PE"]}, "Bolivia, Ecuador and Peru."),
        ("D_TRANSBOUNDARY", {"countries": ["ABNJ", "EC", "XX"]}, "the high seas, Ecuador and XX."),
        ("G_VERTICES", {"count": 250_000, "limit": 100_000}, "250,000 positions; at most 100,000"),
        (
            "I_NEAR",
            {"here": {"best": "3"}, "worldwide": {"best": "4"}, "percent": "75"},
            "holds 3 of 4: 75 %",
        ),
        ("I_YEARS", {"here": 1990, "worldwide": 2020}, "of 1990 and the worldwide one of 2020"),
        ("P_ORIGIN", {"origin": "captive"}, "held in captivity"),
        ("I_EW_SITE", {"confirmed": True}, "has confirmed"),
        ("I_EW_SITE", {"confirmed": False}, "has not yet confirmed"),
        (
            "I_OVER100",
            {"here": {}, "worldwide": {}, "parameter": "range"},
            "more at the site than in the whole world",
        ),
    ],
)
def test_numbers_are_exact_and_fall_on_the_side_of_the_rule_that_spoke(code, known, text):
    assert text in wording.sentence(code, known)


class TestNamesOfSites:
    def test_a_site_is_named_with_its_code(self):
        assert "Isla Gardner (ECU16) has a native population" in said(
            "I_SOLE_CONFLICT", {"ECU16": "Isla Gardner"}, site="ECU16"
        )

    def test_by_its_code_where_it_has_no_name_or_no_names_are_given(self):
        assert "but ECU16 has" in said("I_SOLE_CONFLICT", {"ECU16": ""}, site="ECU16")
        assert "but ECU16 has" in said("I_SOLE_CONFLICT", site="ECU16")

    @pytest.mark.parametrize(
        ("code", "known"),
        [
            ("I_SOLE_CONFLICT", {}),
            ("I_SOLE_REINTRODUCED", {}),
            ("I_SOLE_HISTORIC", {}),
            ("I_CONFLICT", {"segment": "breeding", "their_segment": "breeding", "basis": "population_share"}),
            ("I_CONFLICT", {"basis": "reintroduction_site"}),
            ("I_RESIDENT_CONFLICT", {"segment": "breeding", "their_segment": "resident"}),
            ("D_OVERLAP", {"percent": 12.5}),
            ("D_DUPLICATE", {"percent": 100.0, "distinct": False}),
            ("D_DUPLICATE", {"percent": 100.0, "distinct": True}),
        ],
    )
    def test_one_that_the_audience_may_not_see_is_another_site(self, code, known):
        text = said(code, {"ECU15": "Isla Champion"}, site="ECU16", **known)

        assert "nother site" in text
        assert "ECU16" not in text


def test_what_a_person_typed_is_never_taken_for_a_placeholder():
    assert said("I_SOLE_CONFLICT", site="50 %(year)s %s").count("50 %(year)s %s") == 1


def test_figures_are_written_as_the_reader_s_language_writes_them():
    with translation.override("de"):
        text = said(
            "I_NEAR",
            here={"best": "12345.5"},
            worldwide={"best": "20000"},
            parameter="mature_individuals",
            percent="61.73",
        )

    assert "12.345,5" in text and "20.000" in text and "61,73" in text
