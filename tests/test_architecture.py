"""The shape of the code: who may import whom, what is pure, and nothing inline in a page. Each rule is also shown to be able to fail."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = {"sites": set(), "submissions": {"sites"}, "aze": {"sites", "submissions"}}
FOUNDATIONS = {"sites.touched", "sites.fields", "sites.categories"}
JUDGING = {
    *("sites.evaluation", "sites.overlaps", "sites.publication", "sites.public_facts", "sites.public_place"),
    *("sites.search_text", "sites.gathering", "sites.stamp", "sites.withheld"),
}
PURE_BY_NAME = {"sites.criteria", "sites.geometry", "submissions.changes"}
FRAMEWORK = {"django", "crispy_forms", "simple_history", "post_office", "leaflet", "csp", "axes"}
ENDS = {"views", "urls", "admin", "api"}
# The public pages and files, and what they are made of
PUBLIC = (
    "sites.views",
    "sites.api",
    "sites.map_views",
    "sites.screen_views",
    "sites.country_views",
    "sites.download_views",
    "aze.views",
)
# What others may know of the readers: what they tell, and how they are asked
TOLD_BY_READERS = {"reading", "answers", "child"}
STAFF_ONLY = {
    "Boundary",
    "Claim",
    "Evaluation",
    "Overlap",
    "DistinctSites",
    "Listing",
    "StatusChange",
    "Site",
}
INLINE = {
    "inline script": re.compile(r"<script(?![^>]*(\ssrc=|application/(ld\+)?json))", re.I),
    "inline style": re.compile(r"<style\b|\sstyle\s*=\s*[\"']", re.I),
    "inline handler": re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=", re.I),
    "script address": re.compile(r"(href|src|action)\s*=\s*[\"']\s*javascript:", re.I),
}


def modules(root):
    """{dotted name: parsed file} of the project's packages under `root`."""
    found = {}
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = Source(name, ast.parse(path.read_text(encoding="utf-8")), parts[-1] == "__init__")
    return found


class Source:
    def __init__(self, name, tree, is_package):
        self.name, self.tree, self.is_package = name, tree, is_package

    @property
    def is_pure(self):
        return self.name in PURE_BY_NAME or (ast.get_docstring(self.tree) or "").startswith("PURE")

    def imports(self, known):
        """Dotted names of what it imports anywhere in the file; a module where `known` has one, else what was named."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = self._base(node)
                for alias in node.names:
                    yield f"{base}.{alias.name}" if f"{base}.{alias.name}" in known else base

    def _base(self, node):
        if not node.level:
            return node.module
        parts = self.name.split(".") if self.is_package else self.name.split(".")[:-1]
        parts = parts[: len(parts) - node.level + 1]
        return ".".join([*parts, *([node.module] if node.module else [])])


def edges(root):
    """(importing Source, imported dotted name) of every import."""
    found = modules(root)
    return [(source, target) for source in found.values() for target in set(source.imports(found))]


def against_the_packages(root):
    return [
        f"{source.name} imports {target}"
        for source, target in edges(root)
        for ours, theirs in [(source.name.split(".")[0], target.split(".")[0])]
        if theirs in PACKAGES and theirs != ours and theirs not in PACKAGES[ours]
    ]


def layer(name, found):
    """0 what everything stands on, 1 the tables, 2 what judges and publishes, 3 the rest."""
    if name in FOUNDATIONS or name.startswith("sites.wording") or (name in found and found[name].is_pure):
        return 0
    if name.startswith("sites.models"):
        return 1
    return 2 if name in JUDGING else 3


def against_the_layers(root):
    found = modules(root)
    return [
        f"{source.name} imports {target}"
        for source, target in edges(root)
        if source.name.startswith("sites.") and target.startswith("sites.")
        if layer(target, found) > layer(source.name, found)
    ]


def against_the_ends(root):
    """Nothing is built on a page, a form of the admin or a table of addresses, but the addresses themselves."""
    return [
        f"{source.name} imports {target}"
        for source, target in edges(root)
        for last in [target.split(".")[-1]]
        if last in ENDS and target.split(".")[0] in PACKAGES and not source.name.endswith(".urls")
        if not (last == "admin" and source.name.split(".")[-1].startswith("admin"))
    ]


def circles(root):
    """Modules that import themselves in the end."""
    graph = {}
    for source, target in edges(root):
        if target != source.name.rpartition(".")[0]:
            graph.setdefault(source.name, set()).add(target)

    def reaches(start, at, seen):
        for target in graph.get(at, ()):
            if target == start or (
                target not in seen and not seen.add(target) and reaches(start, target, seen)
            ):
                return True
        return False

    return [name for name in graph if reaches(name, name, set())]


def impure(root):
    known = modules(root)
    return [
        f"{source.name} imports {target}"
        for source, target in edges(root)
        if source.is_pure
        and (
            target.split(".")[0] in FRAMEWORK | {"requests"}
            or (target in known and not known[target].is_pure and target != "sites")
        )
    ]


def stray_clients(root):
    return [
        f"{source.name} imports {target}"
        for source, target in edges(root)
        if target.split(".")[0] in {"requests", "urllib3", "httpx"}
        and source.name != "sites.redlist"
        or target.startswith(("urllib.request", "http.client", "django.contrib.gis"))
        or target.split(".")[0] in {"osgeo", "pyogrio", "fiona"}
    ]


def parsers_outside_the_child(root):
    """Files of strangers are read in the process that can do nothing else, and nowhere besides (see `sites.intake`)."""
    return [
        f"{source.name} imports {target}"
        for source, target in edges(root)
        if not source.name.startswith("sites.readers")
        if target.split(".")[0] in {"shapefile", "defusedxml"}
        or (target.startswith("sites.readers.") and target.split(".")[2] not in TOLD_BY_READERS)
    ]


def public_modules(found):
    """The public pages and all that they import, down to the tables."""
    waiting, public = [name for name in PUBLIC if name in found], set()
    while waiting:
        name = waiting.pop()
        if name not in public and layer(name, found) == 3:
            public.add(name)
            waiting += [target for target in found[name].imports(found) if target in found]
    return public


def staff_rows_in_public(root):
    """Public code that asks for rows which the public must not see."""
    found = modules(root)
    return [
        f"{name} reads {node.value.id}.objects"
        for name in sorted(public_modules(found))
        for node in ast.walk(found[name].tree)
        if isinstance(node, ast.Attribute) and node.attr == "objects"
        if isinstance(node.value, ast.Name) and node.value.id in STAFF_ONLY
    ]


def inline(root):
    """What the Content-Security-Policy would refuse."""
    files = [
        *(root / "templates").rglob("*.html"),
        *(path for package in PACKAGES for path in (root / package).rglob("*.py")),
    ]
    return [
        f"{path.relative_to(root)}:{text.count(chr(10), 0, match.start()) + 1} {what}"
        for path in files
        for text in [path.read_text(encoding="utf-8")]
        for what, pattern in INLINE.items()
        for match in pattern.finditer(text)
    ]


RULES = [
    against_the_packages,
    against_the_layers,
    against_the_ends,
    circles,
    impure,
    stray_clients,
    parsers_outside_the_child,
    staff_rows_in_public,
    inline,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_code_keeps_to(rule):
    assert rule(ROOT) == []


WRONG = [
    (against_the_packages, {"sites/status.py": "from aze import views"}),
    (against_the_packages, {"sites/status.py": "def f():\n    import submissions.review"}),
    (against_the_layers, {"sites/touched.py": "from .models import Site", "sites/models.py": ""}),
    (
        against_the_layers,
        {"sites/models/site.py": "from ..evaluation import evaluate", "sites/evaluation.py": ""},
    ),
    (against_the_layers, {"sites/publication.py": "from . import views", "sites/views.py": ""}),
    (against_the_ends, {"sites/importing.py": "from .views import site_list", "sites/views.py": ""}),
    (
        circles,
        {"sites/a.py": "from . import b", "sites/b.py": "from . import c", "sites/c.py": "from .a import x"},
    ),
    (impure, {"sites/criteria.py": "from django.utils import timezone"}),
    (impure, {"sites/shares.py": '"""PURE. Shares."""\nimport requests'}),
    (impure, {"sites/geometry.py": "from .models import Site", "sites/models.py": ""}),
    (stray_clients, {"sites/views.py": "import requests"}),
    (stray_clients, {"sites/geometry.py": "from django.contrib.gis.geos import Point"}),
    (
        parsers_outside_the_child,
        {"sites/intake.py": "from .readers import reader", "sites/readers/reader.py": ""},
    ),
    (parsers_outside_the_child, {"submissions/files.py": "import shapefile"}),
    (staff_rows_in_public, {"sites/views.py": "Boundary.objects.get()"}),
    (staff_rows_in_public, {"sites/api.py": "from .near import f", "sites/near.py": "Site.objects.all()"}),
    (inline, {"templates/a.html": "<script>alert(1)</script>"}),
    (inline, {"templates/a.html": "<p\n style='color: red'>"}),
    (inline, {"templates/a.html": '<a href="/" onclick="go()">'}),
    (inline, {"templates/a.html": '<a href="javascript:go()">'}),
]


@pytest.mark.parametrize(("rule", "files"), WRONG, ids=lambda value: getattr(value, "__name__", None))
def test_a_wrong_tree_is_seen_by(rule, files, tmp_path):
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    assert rule(tmp_path)


def test_data_scripts_and_linked_files_are_not_taken_for_inline_ones(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "a.html").write_text(
        '<script src="/a.js" type="module"></script><script id="x" type="application/json">{}</script>'
        '<link rel="stylesheet" href="/a.css"><p class="on-land" data-style="x">'
    )

    assert inline(tmp_path) == []
