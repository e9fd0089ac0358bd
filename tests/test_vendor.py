"""What was taken from npm stands in static/ with its version and its licence, and is complete."""

import json
import re
from pathlib import Path

import pytest

from scripts import vendor

STATIC = Path(__file__).resolve().parent.parent / "static"
LEFT_OUT = re.compile(
    r"(accordion|breadcrumb|card|carousel|collapse|dropdown|list-group|modal|navbar?|offcanvas|page|pagination|placeholder|popover|progress"
    r"|spinner|toast|tooltip|bg|border|fs|fw|h|lh|p[xyse]?|pb|position|rounded|shadow|w)(-.*)?"
)
TAKEN = json.loads((STATIC / "vendor" / "versions.json").read_text())


def test_the_notice_names_the_packages_of_the_script_and_their_versions():
    assert [(told["package"], told["version"]) for told in TAKEN] == [
        (package.name, package.version) for package in vendor.PACKAGES
    ]


@pytest.mark.parametrize("told", TAKEN, ids=lambda told: told["package"])
def test_every_file_is_there_with_the_text_of_its_licence(told):
    assert told["licence"]
    assert (STATIC / told["licence_text"]).read_text().strip()
    assert told["files"]
    assert all((STATIC / name).stat().st_size for name in told["files"])


def test_no_file_points_to_a_source_map_that_is_not_there():
    texts = [STATIC / name for told in TAKEN for name in told["files"] if name.endswith((".css", ".js"))]

    assert texts
    assert not [path for path in texts if "sourceMappingURL" in path.read_text()]


@pytest.mark.parametrize("ending", [b"/*# sourceMappingURL=a.css.map */", b"//# sourceMappingURL=a.js.map\n"])
def test_the_pointer_to_a_source_map_is_cut_off(ending):
    assert vendor.SOURCE_MAP.sub(b"\n", b"text\n" + ending) == b"text\n"


def test_no_page_names_a_class_of_the_parts_of_bootstrap_that_were_left_out():
    sheets = "".join(path.read_text() for path in STATIC.rglob("*.css"))
    styled = set(re.findall(r"\.([a-z][\w-]*)", sheets))
    pages = [path.read_text() for path in (STATIC.parent / "templates").rglob("*.html")]
    named = {
        name for page in pages for value in re.findall(r'class="([^"{]*)', page) for name in value.split()
    }

    assert len(named) > 100
    assert {name for name in named if LEFT_OUT.fullmatch(name)} - styled == set()
