"""The state of the evidence in public words, what is missing, and what would change a verdict."""

import pytest
from any_facts import sites
from hypothesis import given, settings
from site_facts import claim, facts, record, share

from sites import wording
from sites.criteria import evaluate, in_the_way
from sites.wording import advice
from sites.wording.sentences import SENTENCES

CODES = {code if isinstance(code, str) else code[0] for code in SENTENCES}


class TestStateOfTheEvidence:
    @pytest.mark.parametrize(
        ("site", "state"),
        [
            (facts(), "all three criteria shown"),
            (facts(confirmed=False), "evidence under review"),
            (facts(boundary=None), "not yet shown: a boundary"),
            (facts(share(60, 100)), "not yet shown: a share above 95 %"),
            (facts(share(60, 100), boundary=None), "not yet shown: a share above 95 % and a boundary"),
            (
                facts(claim(category=None, last_confirmed=None), boundary=None, has_point=False),
                "not yet shown: a Red List category, recent proof that the species lives there and a boundary",
            ),
            (
                facts(elsewhere=(record(),), boundary=None),
                "not yet shown: a decision which site holds the species and a boundary",
            ),
            (facts(claims=()), "evidence on file does not support the listing"),
            (facts(claim(category="VU"), boundary=None), "evidence on file does not support the listing"),
        ],
    )
    def test_says_what_is_missing(self, site, state):
        assert wording.evidence_state(evaluate(site).as_json()) == state

    @settings(max_examples=150, deadline=None)
    @given(sites())
    def test_of_a_candidate_always_names_something(self, site):
        result = evaluate(site).as_json()

        assert wording.evidence_state(result).startswith("not yet shown: ") == (
            result["outcome"] == "candidate"
        )

    def test_shares_no_word_with_a_status(self):
        statuses = {"draft", "candidate", "confirmed", "delisted", "de-listed", "superseded"}
        words = {word for state in advice.STATES.values() for word in str(state).split()}

        assert not words & statuses


class TestWhatWouldChange:
    def test_is_told_of_everything_that_can_stand_in_the_way_but_extinction(self):
        verdicts = {code for code in CODES if code[:2] in ("E_", "P_", "I_", "D_")} | {"NO_SPECIES"}
        flags = {
            *(
                "E_CR_PE",
                "E_STALE",
                "P_OLD",
                "P_REINTRODUCED",
                "I_SOLE_HISTORIC",
                "I_PERCENT_ONLY",
                "I_NO_BEST",
            ),
            *("I_BEST_ONLY", "I_UPPER_ONLY", "I_PROXY", "I_YEARS", "D_OVERLAP", "D_TRANSBOUNDARY", "D_HUGE"),
        }
        met = {"E_EN", "E_CR", "I_SOLE", "I_GT95", "I_EARLIER_LISTING", "D_OK"}
        refused = {code for code in CODES if code.startswith("I_INVALID")}

        unanswered = {
            code for code in verdicts - flags - met - refused if not wording.what_would_change(code)
        }

        assert unanswered == {"E_EX"}

    def test_is_nothing_for_what_is_met_or_not_known(self):
        assert [wording.what_would_change(code) for code in ("E_EN", "D_OK", "E_NOVEL")] == ["", "", ""]

    @settings(max_examples=100, deadline=None)
    @given(sites())
    def test_is_told_of_whatever_stands_in_the_way_of_a_site(self, site):
        for code in in_the_way(evaluate(site).as_json()):
            assert wording.what_would_change(code) or code == "E_EX"


def test_verdicts_and_standings_are_words():
    verdicts = [wording.verdict_word(verdict) for verdict in ("met", "undetermined", "not_met")]
    standings = [wording.standing_word(standing) for standing in ("trigger", "open", "near_miss", "noted")]

    assert verdicts == ["met", "undetermined", "not met"]
    assert standings == ["trigger species", "open question", "near miss", "noted"]
    assert wording.verdict_word("novel") == "novel"
