"""The check of a draft as it stands: with what was saved, or with what is typed at the moment, which is not."""

import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories import SQUARE, claim, draw, site, square
from reading import Page

from sites import geometry
from sites.models import Claim
from submissions import boundaries, drafts, live_check, rows
from submissions.models import ProposedBoundary, Submission

pytestmark = pytest.mark.django_db

THIS_YEAR = str(date.today().year)
SOLE = {"species": ["Mimus trifasciatus"], "basis": ["sole_area"], "last_confirmed": [THIS_YEAR]}
JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def known():
    site("ECU15", name="Floreana", status="delisted")


def begun(*claims, **place):
    typed = {"place": place, "species": rows.of_rows("claim", list(claims))}
    return drafts.begin(kind="new", key=uuid.uuid4(), typed=typed)


def drawn(draft, geojson=SQUARE):
    row = boundaries.of(draft)
    row.how = ProposedBoundary.How.PASTED
    row.geojson = geometry.to_geojson(geometry.read_geojson(geojson).geometry)
    row.save()


def codes(judged):
    return {finding["code"] for claim in judged.result["claims"] for finding in claim["findings"]}


def test_a_draft_is_judged_with_its_claims_its_place_and_its_boundary():
    draft, _token = begun(SOLE, rationale=["An island"], countries=["EC", "PE"])
    drawn(draft)

    judged, left_out = live_check.judged(draft)

    assert judged.result["outcome"] == "needs_review"
    assert judged.result["endangerment"] == judged.result["irreplaceability"] == "met"
    assert judged.result["discreteness_findings"][0]["code"] == "D_UNCONFIRMED"
    assert [flag["code"] for flag in judged.result["flags"]] == ["D_TRANSBOUNDARY"]
    assert left_out == 0


def test_an_empty_draft_says_what_is_missing():
    draft, _token = drafts.begin(kind="new", key=uuid.uuid4(), typed={})

    judged, left_out = live_check.judged(draft)

    assert judged.missing == ["a species", "a boundary"]
    assert left_out == 0


def test_what_cannot_be_read_is_left_out_and_counted_and_what_is_missing_is_not():
    draft, _token = begun(
        SOLE | {"last_confirmed": ["3000"]},
        {"species": ["Aus bus"], "red_list_url": ["https://example.org/a"]},
    )

    judged, left_out = live_check.judged(draft)

    assert left_out == 2
    assert [claim["species"] for claim in judged.result["claims"]] == ["Mimus trifasciatus"]
    assert "P_UNCONFIRMED" in codes(judged)


def test_a_point_is_told_from_no_place():
    draft, _token = begun(SOLE, locality=["1.3 S 90.4 W"])

    judged, _left_out = live_check.judged(draft)

    assert judged.result["discreteness_findings"][0]["code"] == "D_POINT"
    assert [(each.code, each.reasons) for each in judged.alike] == [("ECU15", ("place", "species"))]


def test_what_is_typed_at_the_moment_is_judged_and_not_saved(client):
    draft, token = begun(SOLE)
    now = rows.of_rows("claim", [SOLE | {"presence": ["extinct"]}])

    told = client.post(f"/submissions/{token}/check?part=species", now, headers=JSON)

    assert "P_EXTINCT" in str(told.json())
    assert "no longer lives at this site" in told.json()["panel"]
    draft.refresh_from_db()
    assert "claim1-presence" not in draft.typed["species"]


def test_the_check_is_a_page_of_its_own_too(client):
    _draft, token = begun(SOLE)

    page = client.get(f"/submissions/{token}/check")

    assert "Not yet shown: a boundary" in Page(page).text
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("address", ["/submissions/nobody/check", "/submissions/nobody/check?part=species"])
def test_a_link_that_opens_nothing_checks_nothing(client, address):
    assert client.get(address).status_code == client.post(address).status_code == 404


@pytest.mark.parametrize("part", ["", "you", "nothing", "%00", "<b>"])
def test_a_part_that_no_verdict_turns_on_changes_nothing(client, part):
    _draft, token = begun(SOLE)

    told = client.post(f"/submissions/{token}/check?part={part}", {"claim": ["x"]}, headers=JSON)

    assert told.json()["claims"][0]["species"] == "Mimus trifasciatus"


@pytest.mark.parametrize("part", ["place", "boundary", "species"])
def test_the_panel_stands_beside_the_parts_that_a_verdict_turns_on(client, part):
    _draft, token = begun(SOLE)

    page = Page(client.get(f"/submissions/{token}/edit/{part}/"))

    assert "The check, as it stands" in page.text
    assert page.all("section", **{"data-live": f"/submissions/{token}/check?part={part}"})


def test_the_panel_costs_the_same_for_many_claims(client):
    counts = []
    for number in (1, 10):
        _draft, token = begun(*[SOLE | {"species": [f"Aus bus{one}"]} for one in range(number)])
        client.get(f"/submissions/{token}/check")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/submissions/{token}/check")
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 14


def updated(client, kept, *about):
    address = client.post(f"/sites/{kept.code}/update/", {"about": list(about)}).headers["Location"]
    return Submission.objects.latest("pk"), address.split("/")[2]


@pytest.fixture
def kept():
    """A site whose species is nowhere else."""
    made = site("ECU20", name="Islet", claims=["Oreomystis bairdi"], boundary=square(-80, -1))
    claim(made, species="Mimus melanotis", basis=Claim.Basis.POPULATION_SHARE, site_best=96, global_best=100)
    return made


@pytest.mark.parametrize(
    "about", [("population",), ("names",), ("boundary",), ("photo",), ("population", "names")]
)
def test_an_update_that_changes_nothing_says_of_the_site_what_its_page_says(client, kept, about):
    draft, _token = updated(client, kept, *about)

    judged, left_out = live_check.judged(draft)

    assert judged.result["outcome"] == "qualifies"
    assert judged.conflicts == judged.alike == []
    assert len(judged.result["claims"]) == 2
    assert left_out == 0


def test_an_update_is_judged_by_what_it_changes_and_by_what_it_leaves(client, kept):
    draft, _token = updated(client, kept, "population")
    typed = draft.typed["species"]
    at = next(key for key, values in typed.items() if values == ["Mimus melanotis"]).partition("-")[0]

    judged, _left_out = live_check.judged(draft, {"species": typed | {f"{at}-site_best": ["95"]}})

    assert {"I_EQ95", "I_SOLE"} <= codes(judged)


def test_a_new_species_of_an_update_joins_those_on_file(client, kept):
    draft, _token = updated(client, kept, "new_species")

    judged, _left_out = live_check.judged(draft, {"species": rows.of_rows("claim", [SOLE])})

    names = {one["species"] for one in judged.result["claims"]}
    assert names == {"Mimus melanotis", "Oreomystis bairdi", "Mimus trifasciatus"}


@pytest.mark.parametrize("sensitivity", ["low", "high"])
def test_an_update_of_a_sensitive_site_is_judged_as_its_page_is_and_tells_no_more(client, sensitivity):
    drawn_near = square(-80.4567891, -1.4567891, 0.1)
    hidden = {"sensitivity": sensitivity, "sensitivity_reason": "Collectors", "rationale": "Near the well"}
    kept = site("ECU30", claims=["Oreomystis bairdi"], boundary=drawn_near, **hidden)
    _draft, token = updated(client, kept, "population", "names")

    page = client.get(f"/submissions/{token}/check")

    assert page.context["judged"].result["outcome"] == "qualifies"
    assert "80.4567891" not in page.content.decode()
    assert "Near the well" not in page.content.decode()


def test_another_boundary_lets_the_confirmation_lapse_and_is_compared_with_other_sites_only(client, kept):
    site("ECU21", name="Beside", claims=["Camarhynchus pauper"], boundary=square(-80.05, -1))
    draft, _token = updated(client, kept, "boundary")
    drawn(draft, square(-80, -1, 0.08))

    judged, _left_out = live_check.judged(draft)

    assert judged.result["discreteness_findings"][0]["code"] == "D_UNCONFIRMED"
    assert {conflict.code for conflict in judged.conflicts} == {"ECU21"}


def test_another_rationale_lets_the_confirmation_lapse(client, kept):
    draft, _token = updated(client, kept, "names")
    changed = draft.typed["place"] | {"rationale": ["Another reason"]}

    judged, _left_out = live_check.judged(draft, {"place": changed})

    assert judged.result["discreteness_findings"][0]["code"] == "D_UNCONFIRMED"


def test_a_site_that_changed_meanwhile_is_judged_with_its_present_boundary(client, kept):
    draft, _token = updated(client, kept, "population")
    draw(kept, {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]})

    judged, _left_out = live_check.judged(draft)

    assert judged.result["discreteness_findings"][0]["code"] == "D_INVALID"
