"""Text that means harm is shown as the text that it is, on every page."""

import pytest
from factories import country, site, species
from reading import Page, get

from aze.models import Imprint, Partner, PartnerSite, Resource
from sites import status
from sites.models import SpeciesName
from sites.touched import evaluating

pytestmark = pytest.mark.django_db

PAGES = [
    "/",
    "/sites/",
    "/sites/map/",
    "/species/",
    "/criteria/",
    "/sites/ECU15/",
    "/species/mimus-trifasciatus/",
]
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "'><a href=javascript:alert(1)>x</a>",
    "{{191*7}}{% debug %}${191*7}",
    "\u202eright to left",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_inert_on_every_page(client, text):
    made = species(
        "Mimus trifasciatus",
        common_name=text,
        authority=text,
        family_name=text[:60],
        red_list_criteria=text,
        category_source=text,
    )
    told = dict.fromkeys(("national_name", "description", "rationale", "protection_source", "wdpa_ids"), text)
    ecuador = country("EC")
    ecuador.name = text
    ecuador.save()
    bad = {"species": made.scientific_name, "citation": text, "evidence_url": "javascript:alert(1)"}
    floreana = site("ECU15", name=text, claims=[bad], **told)
    with evaluating():
        SpeciesName.objects.create(species=made, name=text, kind="common", language='"><b>')
    status.delist(floreana, by=None, reason="error", text=text, override=True)

    for address in [*PAGES, f"/sites/?q={text}", "/sites/?country=EC"]:
        page = Page(client.get(address))
        handlers = [name for _tag, found in page.elements for name in found if name.startswith("on")]
        links = [found.get("href") or "" for _tag, found in page.elements]
        foreign = [image for image in page.all("img") if "locator" not in image.get("class", "")]
        assert page.inline_scripts == handlers == foreign == page.all("b") == [], address
        assert not [link for link in links if link.strip().casefold().startswith("javascript:")], address
        assert "1337" not in page.text, address
    assert text in get(client, "/sites/ECU15/").text


@pytest.mark.parametrize(
    ("scheme", "is_linked"), [("javascript:", False), (" javascript:", False), ("HTTPS://x.example/", True)]
)
def test_only_addresses_of_the_web_become_links(client, scheme, is_linked):
    def address(name):
        return f"{scheme}{name}"

    made = species(red_list_url=address("assessed"))
    floreana = site("ECU15", claims=[{"species": made.scientific_name, "evidence_url": address("evidence")}])
    kept = {"link": address("own"), "source": address("found"), "published": True}
    partner = Partner.objects.create(name="Friends", donation_link=address("give"), **kept)
    PartnerSite.objects.create(partner=partner, site=floreana)
    guide = Resource.objects.create(title="Guide", summary="Short.", **kept)
    guide.audiences.create(audience="research-scientists")
    Imprint.objects.update_or_create(
        pk=1, defaults={"licence_name": "Free", "licence_link": address("terms")}
    )

    for page, names in {
        "/sites/ECU15/": {"assessed", "evidence", "own", "give"},
        "/species/mimus-trifasciatus/": {"assessed"},
        "/individual-contributors/": {"own", "found", "give"},
        "/research-scientists/": {"own", "found"},
        "/about/": {"terms"},
    }.items():
        answer = client.get(page)
        links = {link["href"] for link in Page(answer).all("a") if link.get("href", "").startswith(scheme)}
        assert links == ({address(name) for name in names} if is_linked else set()), page
        assert (f'"sameAs": "{address("assessed")}"' in answer.content.decode()) == (
            is_linked and "/species/" in page
        )


def test_a_hostile_parameter_is_inert_in_the_message(client):
    response = client.get("/sites/", {"<script>alert(1)</script>": "1", "q": '"><script>alert(1)</script>'})

    assert response.status_code == 400
    assert Page(response).inline_scripts == []
