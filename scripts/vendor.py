"""Copies files of npm packages into static/, each with its version and licence: python3 -m scripts.vendor

Needs npm and the network, once, when a version below changes; what it wrote is committed, so nothing else ever needs npm."""

import base64
import hashlib
import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
NOTICE = STATIC / "vendor" / "versions.json"
# Django's manifest storage stops at a map that is not there.
SOURCE_MAP = re.compile(rb"\n?(/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=.*)\s*$")


@dataclass(frozen=True)
class Package:
    """One npm package: `files` are patterns within it, copied into `folder` of static/ beside its LICENSE."""

    name: str
    version: str
    integrity: str
    folder: str
    files: tuple


FONT_FILES = tuple(
    f"files/*-{script}-wght-{slope}.woff2"
    for script in ("latin", "latin-ext", "vietnamese")
    for slope in ("normal", "italic")
)
PACKAGES = (
    Package(
        "bootstrap",
        "5.3.9",
        "sha512-20cU0rcfw8WdxtVbmfU+xT2EjvVTw9Ror/h1Qvd7DXCujRg8OO9mdBCsmTHdJFf3BuadmBNJtgIuUXsBqSkk/w==",
        "vendor/bootstrap",
        ("dist/css/bootstrap.min.css",),
    ),
    Package(
        "@fontsource-variable/source-serif-4",
        "5.3.1",
        "sha512-4Rtay22SC4lMvw11r/+9kxANB6P3M0X8s1NudBC2v0J1KU2y3DcMoNcT3lBoZ/CqLirzf+StlO6UlJilyrvaUg==",
        "fonts",
        FONT_FILES,
    ),
    Package(
        "@fontsource-variable/source-sans-3",
        "5.3.1",
        "sha512-u0p5Z/PM2e1uxYOMiodLM6NVzxHwULcB6Oi7QSr2WU/sdoLBFP/BeOZ3YYHeJ6rHsjPZA1nZweZVaV7sf2MAyQ==",
        "fonts",
        FONT_FILES,
    ),
    Package(  # looks for barriers in the tests of the pages; never served
        "axe-core",
        "4.14.1",
        "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
        "../tests/browser/axe-core",
        ("axe.min.js",),
    ),
)
WORLD_ATLAS = Package(  # read by scripts/basemap.py, never copied
    "world-atlas",
    "2.0.2",
    "sha512-IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ==",
    "",
    (),
)


def main():
    notice = [copy(package) for package in PACKAGES]
    NOTICE.parent.mkdir(parents=True, exist_ok=True)
    NOTICE.write_text(json.dumps(notice, indent=2) + "\n")


def copy(package):
    """Copies the files of one package; what the notice says of it."""
    folder = STATIC / package.folder
    folder.mkdir(parents=True, exist_ok=True)
    with unpacked(package) as source:
        found = sorted(path for pattern in package.files for path in source.glob(pattern))
        for path in found:
            text = path.suffix in {".css", ".js"}
            content = path.read_bytes()
            (folder / path.name).write_bytes(SOURCE_MAP.sub(b"\n", content) if text else content)
        name = package.name.rpartition("/")[2]
        licence = folder / ("LICENSE" if folder.name == name else f"LICENSE-{name}")
        shutil.copyfile(source / "LICENSE", licence)
        kind = json.loads((source / "package.json").read_text())["license"]
    copied = [f"{package.folder}/{path.name}" for path in found]
    return {
        "package": package.name,
        "version": package.version,
        "licence": kind,
        "licence_text": str(licence.relative_to(STATIC)),
        "files": copied,
    }


@contextmanager
def unpacked(package):
    """A temporary folder with the contents of the package, fetched by npm and checked against its known digest."""
    with tempfile.TemporaryDirectory() as folder:
        named = f"{package.name}@{package.version}"
        told = subprocess.run(
            ["npm", "pack", "--json", "--silent", named],
            cwd=folder,
            check=True,
            capture_output=True,
            text=True,
        )
        archive = Path(folder) / json.loads(told.stdout)[0]["filename"]
        digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        if f"sha512-{digest}" != package.integrity:
            raise SystemExit(f"{named} is not the file that was looked at: its digest is sha512-{digest}")
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
        yield Path(folder) / "package"


if __name__ == "__main__":
    main()
