"""PURE. Archives with boundaries in them: KMZ, zipped shapefiles, and other files that are read by themselves, packed."""

from collections import Counter
from dataclasses import replace

from . import archive, formats, layers, shapefile
from .reading import LONGEST_NAME, Notice, Problem, Refused, refuse

ARCHIVES = {"ZIP", "gzip", "RAR", "7-Zip", "bzip2", "xz", "Zstandard", "tar"}
SIDECARS = set(shapefile.PARTS + shapefile.BESIDE)
KINDS = ("GeoJSON", "KML", "GPX", "GeoPackage")
OFFICE = "[Content_Types].xml"
MOST_TOLD = 5


def read(data, readers):
    """The Contents of an archive; `readers`: the function for each of KINDS that reads one by itself. Raises Refused."""
    entries = archive.entries(data)
    if any(entry.name == OFFICE for entry in entries):
        refuse("F_FORMAT", format="Microsoft Office")
    for entry in entries:
        if formats.name_of(entry.data) in ARCHIVES:
            raise Refused(Problem("F_ZIP_NESTED", part=_shown(entry.name)))
    sets, single = _shapefiles(entries)
    called, found, refusals = _labels(entries), [], []
    for name, files in ((called[own], files) for own, files in sets.items()):
        _collect(
            found, refusals, name, "shapefile", lambda files=files, name=name: [shapefile.read(files, name)]
        )
    for entry in single:
        kind, name = formats.name_of(entry.data), called[entry.name]
        if kind in KINDS:
            _collect(
                found, refusals, name, kind, lambda entry=entry, kind=kind: readers[kind](entry.data).layers
            )
    if not found:
        raise refusals[0][1] if refusals else Refused(_nothing(entries))
    kinds = {kind for kind, _layers in found}
    format_name = "KMZ" if kinds == {"KML"} else kinds.pop() if len(kinds) == 1 else "ZIP"
    notices = tuple(Notice("N_UNREAD", {"part": name}) for name, _refused in refusals)
    return layers.Contents(format_name, tuple(layer for _kind, some in found for layer in some), notices)


def _collect(found, refusals, name, kind, read):
    """One file of several may be no boundary at all: it counts only where no other is one."""
    try:
        found.append((kind, [_within(layer, name) for layer in read()]))
    except Refused as refused:
        problems = [replace(problem, part=problem.part or name) for problem in refused.problems]
        refusals.append((name, Refused(*problems)))


def _within(layer, name):
    part = f"{name}: {layer.name}" if layer.name and layer.name != name else name
    features = [
        replace(one, problems=tuple(replace(problem, part=part) for problem in one.problems))
        for one in layer.features
    ]
    return replace(layer, name=part, features=tuple(features))


def _shapefiles(entries):
    """({name of a .shp: its files by their ending}, the entries that belong to none)."""
    by_name = {entry.name.lower(): entry.data for entry in entries}
    by_name |= {
        entry.name: entry.data for entry in entries
    }  # who packed them may tell large letters from small
    sets, taken = {}, set()
    for entry in entries:
        stem, dot, ending = entry.name.rpartition(".")
        if ending.lower() == "shp":
            names = {part: f"{stem}{dot}{part}" for part in shapefile.PARTS}
            files = {part: by_name.get(name, by_name.get(name.lower())) for part, name in names.items()}
            sets[entry.name] = {part: data for part, data in files.items() if data is not None}
            sets[entry.name]["shp"] = entry.data
            taken |= {f"{stem}.{part}".lower() for part in SIDECARS} | {f"{entry.name}.xml".lower()}
    return sets, [entry for entry in entries if entry.name.lower() not in taken]


def _labels(entries):
    """What each entry is called: by its name alone, or, where others have the same, with its folders."""
    short = {entry.name: _shown(entry.name) for entry in entries}
    several = Counter(name.lower() for name in short.values())
    return {
        name: label if several[label.lower()] == 1 else layers.named(name) or label
        for name, label in short.items()
    }


def _nothing(entries):
    names = [_shown(entry.name) for entry in entries[:MOST_TOLD]]
    return Problem("F_ZIP_NOTHING", {"names": names} if names else {})


def _shown(name):
    return layers.named(name.rpartition("/")[2]) or name.encode("ascii", "replace").decode()[:LONGEST_NAME]
