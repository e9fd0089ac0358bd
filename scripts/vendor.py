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
SASS = "sass@1.78.0"  # what Bootstrap is built with: newer ones write its colours in fractions of percent
SOURCE_MAP = re.compile(rb"\n?(/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=.*)\s*$")


@dataclass(frozen=True)
class Package:
    """One npm package: `files` are patterns within it, copied into `folder` of static/ beside its LICENSE. `sheet`: the name of a style
    sheet beside this script that takes parts of the package; it is compiled into the same folder."""

    name: str
    version: str
    integrity: str
    folder: str
    files: tuple
    sheet: str = ""


def font_files(*faces):
    """The files of these faces (weight and slope), which hold the letters of one group of languages each."""
    return tuple(
        f"files/*-{script}-{face}.woff2" for script in ("latin", "latin-ext", "vietnamese") for face in faces
    )


# A page may weigh 150 kB: these four faces weigh less than two variable fonts, and one italic serves every scientific name.
PACKAGES = (
    Package(
        "bootstrap",
        "5.3.9",
        "sha512-20cU0rcfw8WdxtVbmfU+xT2EjvVTw9Ror/h1Qvd7DXCujRg8OO9mdBCsmTHdJFf3BuadmBNJtgIuUXsBqSkk/w==",
        "vendor/bootstrap",
        (),
        sheet="bootstrap",
    ),
    Package(
        "@fontsource/source-serif-4",
        "5.3.1",
        "sha512-cWcTCXjYYrgF9A67fThVir1VSc0lPEYmwQ6jA4pPt01s2MSCi/maINUcZoCzaqnU8fyUReDO97eGcBUkHgOeug==",
        "fonts",
        font_files("500-normal", "400-italic"),
    ),
    Package(
        "@fontsource/source-sans-3",
        "5.3.1",
        "sha512-O3YxvbotUOgYI2Zx0bBcEMNjnwitRf9P2+9pd54sMoux1NHrdXnMwZusw2P78lFhEzOPN4glOEQmX0ASaS68uA==",
        "fonts",
        font_files("400-normal", "600-normal"),
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
        if package.sheet:
            (folder / f"{package.sheet}.min.css").write_bytes(compiled(package.sheet, source))
        name = package.name.rpartition("/")[2]
        licence = folder / ("LICENSE" if folder.name == name else f"LICENSE-{name}")
        shutil.copyfile(source / "LICENSE", licence)
        kind = json.loads((source / "package.json").read_text())["license"]
    names = [path.name for path in found] + ([f"{package.sheet}.min.css"] if package.sheet else [])
    return {
        "package": package.name,
        "version": package.version,
        "licence": kind,
        "licence_text": str(licence.relative_to(STATIC)),
        "files": [f"{package.folder}/{name}" for name in names],
    }


def compiled(sheet, source):
    """The style sheet of this name, with what it takes from the unpacked package."""
    options = ("--style=compressed", "--no-source-map", "--no-charset", "--quiet", f"--load-path={source}")
    command = ["npm", "exec", "--yes", f"--package={SASS}", "--", "sass", *options]
    return subprocess.run(
        [*command, ROOT / "scripts" / f"{sheet}.scss"], check=True, capture_output=True
    ).stdout


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
