"""Criterion 2 but for the comparison of figures: presence, the grounds, and other sites (criteria.md 4)."""

import pytest
from site_facts import MOCKINGBIRD, claim, judged, record, share, told

CRANE = "Grus americana"  # breeds in Wood Buffalo, winters at Aransas
RECORD_OF_THE_PAST = {"presence": "extinct"}


class TestPresence:
    @pytest.mark.parametrize(
        ("changes", "findings"),
        [
            ({"presence": "extinct"}, {"P_EXTINCT": "not_met"}),
            (
                {"presence": "extinct", "origin": "introduced", "last_confirmed": None},
                {"P_EXTINCT": "not_met"},
            ),
            ({"origin": "introduced"}, {"P_ORIGIN": "not_met"}),
            ({"origin": "vagrant"}, {"P_ORIGIN": "not_met"}),
            ({"origin": "captive", "presence": "uncertain"}, {"P_ORIGIN": "not_met"}),
            ({"presence": "possibly_extinct"}, {"P_POSSIBLY_EXTINCT": "undetermined"}),
            (
                {"presence": "possibly_extinct", "last_confirmed": None},
                {"P_POSSIBLY_EXTINCT": "undetermined"},
            ),
            ({"presence": "uncertain", "last_confirmed": 1950}, {"P_UNCERTAIN": "undetermined"}),
            ({"last_confirmed": None}, {"P_UNCONFIRMED": "undetermined"}),
            ({"last_confirmed": 1995}, {"P_UNCONFIRMED": "undetermined"}),
            ({"last_confirmed": 1996}, {"P_OLD": None}),
            ({"last_confirmed": 2015}, {"P_OLD": None}),
            ({"last_confirmed": 2016}, {}),
            ({"last_confirmed": 2026}, {}),
            ({"origin": "reintroduced"}, {"P_REINTRODUCED": None}),
            ({"origin": "reintroduced", "last_confirmed": 2010}, {"P_OLD": None, "P_REINTRODUCED": None}),
            ({"origin": "reintroduced", "last_confirmed": None}, {"P_UNCONFIRMED": "undetermined"}),
            ({"origin": "reintroduced", "presence": "uncertain"}, {"P_UNCERTAIN": "undetermined"}),
        ],
    )
    def test_the_first_row_that_fits_decides(self, changes, findings):
        result = judged(claim(**changes))

        verdicts = [verdict for verdict in findings.values() if verdict]
        assert told(result.findings_irreplaceability) == {"I_SOLE": "met"} | findings
        assert result.irreplaceability == (verdicts[0] if verdicts else "met")

    @pytest.mark.parametrize(
        "changes", [{"presence": "extinct"}, {"origin": "captive"}, {"last_confirmed": None}]
    )
    def test_it_is_not_asked_of_a_place_to_bring_a_species_back_to(self, changes):
        result = judged(returning(reintroduction_confirmed=True, **changes))

        assert told(result.findings_irreplaceability) == {"I_EW_SITE": "met"}

    def test_the_finding_that_decides_comes_first(self):
        doubtful = judged(claim(last_confirmed=None)).findings_irreplaceability
        old = judged(claim(last_confirmed=2010)).findings_irreplaceability

        assert [found.code for found in doubtful] == ["P_UNCONFIRMED", "I_SOLE"]
        assert [found.code for found in old] == ["I_SOLE", "P_OLD"]

    @pytest.mark.parametrize(
        ("changes", "near"),
        [
            ({}, True),
            ({"presence": "uncertain"}, True),
            ({"presence": "extinct"}, False),
            ({"origin": "vagrant"}, False),
        ],
    )
    def test_a_near_share_is_near_unless_the_species_does_not_live_there(self, changes, near):
        result = judged(share(60, 100, **changes))

        assert result.irreplaceability == "not_met"
        assert result.near == near
        assert result.standing == ("near_miss" if near else "noted")


class TestSoleArea:
    @pytest.mark.parametrize(
        ("elsewhere", "findings"),
        [
            ([], {"I_SOLE": "met"}),
            ([record()], {"I_SOLE_CONFLICT": "undetermined"}),
            ([record(presence="uncertain")], {"I_SOLE_CONFLICT": "undetermined"}),
            ([record(basis="population_share", segment="passage")], {"I_SOLE_CONFLICT": "undetermined"}),
            ([record(origin="reintroduced")], {"I_SOLE_REINTRODUCED": "undetermined"}),
            ([record(origin="reintroduced"), record("ECU17")], {"I_SOLE_CONFLICT": "undetermined"}),
            ([record(presence="extinct")], {"I_SOLE": "met", "I_SOLE_HISTORIC": None}),
            ([record(presence="possibly_extinct")], {"I_SOLE": "met", "I_SOLE_HISTORIC": None}),
            ([record(presence="extinct", origin="reintroduced")], {"I_SOLE": "met", "I_SOLE_HISTORIC": None}),
            *(
                ([record(origin=origin)], {"I_SOLE": "met", "I_SOLE_HISTORIC": None})
                for origin in ("introduced", "vagrant", "captive")
            ),
            ([record(species="Mimus melanotis")], {"I_SOLE": "met"}),
        ],
    )
    def test_other_sites_are_asked_whether_they_hold_the_species(self, elsewhere, findings):
        result = judged(elsewhere=tuple(elsewhere))

        assert told(result.findings_irreplaceability) == findings
        assert (result.near, result.share) == (False, None)

    def test_each_other_site_is_named_once_in_the_order_of_the_codes(self):
        elsewhere = (
            record("ECU9"),
            record("ECU10"),
            record("ECU9", segment="breeding"),
            record("ECU2", **RECORD_OF_THE_PAST),
        )

        found = judged(elsewhere=elsewhere).findings_irreplaceability

        assert [(finding.code, finding.facts["site"]) for finding in found] == [
            ("I_SOLE_CONFLICT", "ECU10"),
            ("I_SOLE_CONFLICT", "ECU9"),
        ]


class TestClaimsOfTheWhole:
    """The conflict rule, behind a share above 95 % and behind an earlier listing."""

    @pytest.mark.parametrize("ground", ["population_share", "earlier_listing"])
    @pytest.mark.parametrize(
        ("other", "clashes"),
        [
            ({"basis": "sole_area"}, True),
            ({"basis": "earlier_listing"}, True),
            ({"basis": "reintroduction_site"}, False),
            ({"basis": "population_share", "percent": 96}, True),
            ({"basis": "population_share", "percent": 95}, False),
            ({"basis": "population_share", "percent": None}, False),
            ({"presence": "uncertain"}, True),
            ({"presence": "possibly_extinct"}, False),
            ({"presence": "extinct"}, False),
            ({"origin": "reintroduced"}, True),
            ({"origin": "introduced"}, False),
            ({"origin": "vagrant"}, False),
            ({"origin": "captive"}, False),
            ({"species": "Mimus melanotis"}, False),
        ],
    )
    def test_a_living_record_elsewhere_that_claims_the_whole_is_a_conflict(self, ground, other, clashes):
        result = judged(share(99, 100, basis=ground), elsewhere=(record(**other),))

        assert result.irreplaceability == ("undetermined" if clashes else "met")
        assert ("I_CONFLICT" in told(result.findings_irreplaceability)) == clashes

    @pytest.mark.parametrize(
        ("here", "there", "code"),
        [
            ("resident", "resident", "I_CONFLICT"),
            ("breeding", "breeding", "I_CONFLICT"),
            ("other", "other", "I_CONFLICT"),
            ("resident", "breeding", "I_RESIDENT_CONFLICT"),
            ("non_breeding", "resident", "I_RESIDENT_CONFLICT"),
            ("breeding", "non_breeding", None),
            ("passage", "breeding", None),
        ],
    )
    def test_two_segments_clash_when_they_are_equal_or_either_is_resident(self, here, there, code):
        crane = share(99, 100, species=CRANE, segment=here)

        result = judged(crane, elsewhere=(record("USA1", CRANE, segment=there),))

        codes = told(result.findings_irreplaceability)
        assert codes == ({"I_GT95": "met", code: "undetermined"} if code else {"I_GT95": "met"})
        assert result.standing == ("open" if code else "trigger")

    def test_every_clashing_site_is_named_by_one_finding_with_a_code_of_its_own(self):
        elsewhere = (
            record("CAN1", CRANE, segment="resident"),
            record("CAN1", CRANE, segment="breeding"),
            record("CAN2", CRANE, segment="breeding"),
            record("CAN2", CRANE, segment="resident"),
            record("USA1", CRANE, segment="resident"),
            record("USA2", CRANE, segment="non_breeding"),
        )

        found = judged(
            share(99, 100, species=CRANE, segment="breeding"), elsewhere=elsewhere
        ).findings_irreplaceability

        named = [(finding.code, finding.facts["site"]) for finding in found if "site" in finding.facts]
        assert named == [("I_CONFLICT", "CAN1"), ("I_CONFLICT", "CAN2"), ("I_RESIDENT_CONFLICT", "USA1")]

    def test_a_share_that_is_not_met_asks_no_other_site(self):
        assert told(judged(share(95, 100), elsewhere=(record(),)).findings_irreplaceability) == {
            "I_EQ95": "not_met"
        }

    def test_an_earlier_listing_is_met_and_pointed_out(self):
        result = judged(claim(basis="earlier_listing"))

        assert told(result.findings_irreplaceability) == {"I_EARLIER_LISTING": None}
        assert (result.irreplaceability, result.standing) == ("met", "trigger")
        assert (result.near, result.share) == (False, None)


class TestPlaceOfReturn:
    @pytest.mark.parametrize(
        ("changes", "rivals", "findings"),
        [
            ({"category": None, "reintroduction_confirmed": True}, (), {"I_EW_SITE": "undetermined"}),
            ({"category": None}, ("USA9",), {"I_EW_SITE": "undetermined"}),
            ({"category": "CR", "reintroduction_confirmed": True}, ("USA9",), {"I_NOT_EW": "not_met"}),
            ({"category": "EX"}, (), {"I_NOT_EW": "not_met"}),
            ({"reintroduction_confirmed": True}, ("USA9",), {"I_CONFLICT": "undetermined"}),
            ({"reintroduction_confirmed": True}, (), {"I_EW_SITE": "met"}),
            ({}, (), {"I_EW_SITE": "undetermined"}),
        ],
    )
    def test_the_first_row_that_fits_decides(self, changes, rivals, findings):
        elsewhere = tuple(record(site, "Corvus hawaiiensis", "reintroduction_site") for site in rivals)

        result = judged(returning(**changes), elsewhere=elsewhere)

        assert told(result.findings_irreplaceability) == findings
        assert (result.near, result.share) == (False, None)

    def test_a_rival_counts_whatever_lives_there_and_a_record_on_another_ground_does_not(self):
        rival = record("USA9", "Corvus hawaiiensis", "reintroduction_site", presence="extinct")
        once_there = record("USA9", "Corvus hawaiiensis", "sole_area")

        assert "I_CONFLICT" in told(judged(returning(), elsewhere=(rival,)).findings_irreplaceability)
        assert "I_CONFLICT" not in told(
            judged(returning(), elsewhere=(once_there,)).findings_irreplaceability
        )


def returning(**changes):
    """The Hawaiian crow, Extinct in the Wild, at a place to bring it back to."""
    return claim("Corvus hawaiiensis", **{"category": "EW", "basis": "reintroduction_site"} | changes)


def test_records_of_other_species_do_not_matter():
    result = judged(
        claim(MOCKINGBIRD), elsewhere=(record(species=CRANE), record(species="Corvus hawaiiensis"))
    )

    assert result.standing == "trigger"
