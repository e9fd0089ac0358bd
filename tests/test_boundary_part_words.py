"""Every word of the page of a boundary is translated, in each of its states."""

import re

import pytest
from boundary_part import CROSSING, ELSEWHERE, WKT, Draft, collection, upload
from factories import SQUARE, site, square
from pseudo import pseudo_language, untranslated

from submissions import base

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SAME = re.compile(
    r"[A-Z]\d*|[\d.,\s]*(km²|km|m|%|°[NSEW]?)|https?://\S+|AZE-\S+|ECU\d+|Floreana|Ecuador|[\w.-]+\.(wkt|txt|geojson)"
    r"|[0-9a-f]{64}|SHA-256|POLYGON.*|-?[\d., ]+|3°15′00″ S 143°30′00″ E|54S 777831 9640430|somewhere|[·,:;()–\s]*"
)


def states(client):
    """(name, draft) of the states in which the page can be."""
    site("ECU15", name="Floreana", boundary=SQUARE)
    yield "empty", Draft(client)
    draft = Draft(client, place={"locality": ["-1.3, -90.43"], "locality_uncertainty_m": ["2 km"]})
    yield "with a point", draft
    draft.press("read:pasted", pasted=WKT, known_km2="3")
    yield "standing", draft
    draft.press("read:file", file=upload(ELSEWHERE, "other.wkt"))
    yield "two different", draft
    draft.press("old")
    draft.press("aside")
    yield "set aside", draft
    draft.press("read:file", file=upload(collection(square(0, 0), square(1, 0))))
    yield "which of several", draft
    draft.press("read:file", file=upload("nothing", "notes.txt"))
    yield "refused", draft
    draft.press("read:pasted", pasted=CROSSING)
    yield "to be repaired", draft
    draft.press("secretariat")
    yield "left to the secretariat", draft
    found, snapshot, version = base.seen("ECU15")
    facts = {
        "kind": "update",
        "site": found,
        "about": ["boundary"],
        "base": snapshot,
        "base_version": version,
    }
    draft = Draft(client, typed={}, **facts)
    draft.press("on", pin_place=["somewhere"], pin_text=[""])
    yield "update", draft


def test_no_word_escapes_translation(client):
    escaped = {}
    for name, draft in states(client):
        with pseudo_language():
            page = draft.page().content.decode()
        part = page[page.index('id="fields"') - 60 : page.index('class="part-rail"')]
        assert part.count("⟦") > 10
        escaped[name] = [text for text in untranslated(part) if not SAME.fullmatch(text.strip())]

    assert {name: texts for name, texts in escaped.items() if texts} == {}
