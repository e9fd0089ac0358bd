"""No visible text escapes translation: every page is read in a language of brackets, and what stands outside them must be data."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from pseudo import pseudo_language, untranslated
from public_pages import PAGES

from aze.models import Partner, Resource
from sites.models import Country, Listing, StatusChange

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = re.compile(r"https?://\S+")
# What is the same in every language: codes, numbers with their units, and what an address of PAGES typed.
EVERYWHERE = re.compile(
    r"[A-Z]{2,3}\d*|[A-Z]+_[A-Z0-9_]+|[\d.,\s]*(km²|km|%|°[NSEW]?)|GeoJSON|isla|nowhere|foo|status|since|Exemplum insulare"
)
BETWEEN = re.compile(r"\s*[·,;()–—/→←]\s*")


@pytest.fixture
def data(db):
    """Everything that the demonstration data and their import say, in one text."""
    call_command("load_demo", verbosity=0)
    said = [path.read_text(encoding="utf-8") for path in (ROOT / "fixtures").glob("*.*json")]
    for column in (
        Country.objects.values_list("name"),
        Country.objects.values_list("region"),
        StatusChange.objects.values_list("text"),
        Listing.objects.values_list("source"),
        *(Resource.objects.values_list(name) for name in ("title", "summary", "date")),
        *(Partner.objects.values_list(name) for name in ("name", "summary")),
    ):
        said += [text for (text,) in column.distinct()]
    return "\n".join(said)


def is_data(text, data):
    """Whether the whole of a text, or each part of a list in it, is a word of the data or the same in every language."""
    parts = BETWEEN.split(ADDRESS.sub("", text))
    return text in data or all(part in data or EVERYWHERE.fullmatch(part) for part in parts)


def test_every_visible_text_of_every_public_page_is_translated_or_data(client, data):
    escaped = {}

    for name, address in PAGES.items():
        with pseudo_language():
            page = client.get(address).content.decode()
        assert page.count("⟦") > 10, "the language of brackets did not reach the page"
        escaped[name] = [text for text in untranslated(page) if not is_data(text, data)]

    escaped = {name: texts for name, texts in escaped.items() if texts}
    assert not escaped, "\n".join(f"{name}: {sorted(set(texts))}" for name, texts in escaped.items())
