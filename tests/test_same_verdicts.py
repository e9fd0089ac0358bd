"""One set of facts, one answer: the worked cases typed into the page for checks, typed into a draft, sent to `/api/check` and kept in the
registry are judged alike, since one function judges them all."""

import json
import uuid
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest
from factories import site, species

from sites import check as checking
from sites.models import Species
from submissions import boundaries, drafts, live_check, retyped
from submissions.models import ProposedBoundary

pytestmark = [pytest.mark.django_db, pytest.mark.once]

CODE = "ABW99"
OF_YEAR = 2026  # the cases are of this year
CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "data/criteria-cases.jsonl").read_text("utf-8").splitlines()
]
RED_LIST_PAGE = "https://www.iucnredlist.org/species/22698640/0"
BY_ID = pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
RECORD = ("rank", "category", "possibly_extinct", "possibly_extinct_in_the_wild", "assessment_year")


def of_this_year(case):
    """The request of a case with its years moved, so that as many have passed today as had on its day."""
    later = date.today().year - OF_YEAR
    request = deepcopy(case["request"])
    del request["today"]
    for one in request["claims"]:
        for facts in (one, one.get("site", {}), one.get("global", {})):
            for name in ("assessment_year", "last_confirmed", "year"):
                if facts.get(name):
                    facts[name] += later
    return request


def asked_over_http(client, request):
    answer = client.post("/api/check", json.dumps(request), content_type="application/json")
    assert answer.status_code == 200, answer.content
    return answer.json()


def typed_into_the_page(client, typed):
    """What the page for checks answers."""
    page = client.post("/check/", typed)
    assert page.status_code == 200, page.context["form"].faults
    return page.context["judged"].as_json()


def typed_into_a_draft(request):
    """What the check beside a draft answers that holds the same facts."""
    typed = retyped.typed(request, stated=False)
    place = {name: typed[name] for name in ("countries", "rationale") if name in typed}
    place |= {"locality": typed["point"]} if "point" in typed else {}
    rows = {name: values for name, values in typed.items() if name.startswith(retyped.CLAIM)}
    rows |= {f"claim{key}-red_list_url": [RED_LIST_PAGE] for key in rows.get(retyped.CLAIM, [])}
    draft, _token = drafts.begin(kind="new", key=uuid.uuid4(), typed={"place": place, "species": rows})
    if request.get("boundary"):
        canonical = checking.read_request(json.dumps(request).encode(), default_today=date.today()).boundary
        row = boundaries.of(draft)
        row.how, row.geojson = ProposedBoundary.How.PASTED, checking.geometry.to_geojson(canonical)
        row.save()
    judged, left_out = live_check.judged(draft)
    assert not left_out
    return judged.as_json()


def put_on_file(request):
    """The registry's own records in place of those that a request brings along: its species with what the Red List says of them, each
    public by a site that is no longer listed, and its records elsewhere."""
    for one in request["claims"]:
        if "category" in one:
            record = {name: one[name] for name in RECORD if name in one}
            species(one["species"], **{"assessment_year": None, **record})
    known = sorted(Species.objects.values_list("scientific_name", flat=True))
    if known:
        site("ABW1", claims=known, countries=(), boundary=None, status="delisted")
    for number, record in enumerate(request["elsewhere"], start=2):
        facts = {name: value for name, value in record.items() if name != "site" and value is not None}
        site(
            f"ABW{number}",
            claims=[facts],
            countries=(),
            boundary=None,
            status="candidate",
            name=record["site"],
        )
    return {name: value for name, value in request.items() if name != "elsewhere"}


def without_the_record(request):
    claims = [{name: value for name, value in one.items() if name not in RECORD} for one in request["claims"]]
    return request | {"claims": claims}


def as_told(told):
    """What of an answer must be the same: verdicts, standings, shares, and every code; not how a site is called."""
    return {
        "outcome": told["outcome"],
        "verdicts": [one["verdict"] for one in told["criteria"].values()],
        "claims": [
            (
                one["species"],
                one["segment"],
                one["standing"],
                one["near"],
                one["share"],
                codes_of(one["findings"]),
            )
            for one in told["claims"]
        ],
        "discreteness": codes_of(told["criteria"]["discreteness"]["findings"]),
        "flags": codes_of(told["flags"]),
        "deciding": told["deciding_claim"],
    }


def codes_of(findings):
    return [finding["code"] for finding in findings]


def kept_in_the_registry(request):
    """A candidate site of these facts."""
    claims = [
        {
            **{name: value for name, value in one.items() if name not in (*RECORD, "site", "global")},
            **{
                f"{side}_{name}": value
                for side in ("site", "global")
                for name, value in one.get(side, {}).items()
            },
            "species": species(one["species"], category=""),
        }
        for one in request["claims"]
    ]
    point = request.get("point") or (None, None)
    return site(
        CODE,
        claims=[{"last_confirmed": None} | one for one in claims],
        boundary=request["boundary"],
        countries=request["countries"],
        confirmed=request["confirmed"],
        rationale=request.get("rationale", ""),
        status="candidate",
        locality_lon=point[0],
        locality_lat=point[1],
    )


@BY_ID
def test_what_is_typed_into_the_page_is_judged_as_what_is_sent_and_as_the_case_expects(client, case):
    request, expected = of_this_year(case), case["expect"]

    told = typed_into_the_page(client, retyped.typed(request))

    assert as_told(told) == as_told(asked_over_http(client, request))
    assert told["outcome"] == expected["outcome"]
    assert [one["standing"] for one in told["claims"]] == expected["standings"]


@BY_ID
def test_a_draft_the_page_and_the_interface_say_the_same_of_what_is_on_file(client, case):
    """A draft cannot say that a reviewer has confirmed anything, nor that the figures of an earlier listing are lost."""
    request = put_on_file(of_this_year(case))
    offered = [one for one in without_the_record(request)["claims"] if one["basis"] != "earlier_listing"]
    plain = request | {"confirmed": False, "claims": [unconfirmed(one) for one in offered]}

    sent = as_told(asked_over_http(client, plain))

    assert as_told(typed_into_the_page(client, retyped.typed(plain))) == sent
    assert as_told(typed_into_a_draft(plain)) == sent


@BY_ID
def test_a_site_of_the_registry_its_check_and_its_update_are_judged_alike(client, case):
    request = put_on_file(of_this_year(case))
    kept = kept_in_the_registry(request)

    page = client.get(f"/check/?site={CODE}")

    told = as_told(page.context["judged"].as_json())
    stored = checking.answer(kept.evaluation.result, {})
    assert told == as_told(stored)
    assert told == as_told(asked_over_http(client, without_the_record(request) | {"site": CODE}))
    assert as_told(begun_as_an_update(client)) == told


def unconfirmed(claim):
    return {name: value for name, value in claim.items() if name != "reintroduction_confirmed"}


def begun_as_an_update(client):
    """What the check beside an update says before anything is changed."""
    opened = client.post(f"/sites/{CODE}/update/", {"about": ["population", "names"]})
    token = opened.headers["Location"].split("/")[2]
    return client.get(f"/submissions/{token}/check", headers={"Accept": "application/json"}).json()
