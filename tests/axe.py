"""Barriers that axe-core finds in an open page."""

from pathlib import Path

AXE = (Path(__file__).parent / "browser" / "axe-core" / "axe.min.js").read_text()
RUN_AXE = "() => axe.run(document, {resultTypes: ['violations']})"


def barriers(page):
    """What axe finds: (rule, what it asks for, the elements that lack it)."""
    page.evaluate(AXE)
    found = page.evaluate(RUN_AXE)["violations"]
    return [(rule["id"], rule["help"], [node["html"] for node in rule["nodes"]]) for rule in found]
