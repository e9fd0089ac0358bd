"""What becomes of a boundary that somebody gives: it takes its place, or waits for its author to choose. Nothing is chosen for them.

`ProposedBoundary.waiting` is what was given last and did not simply take its place: None, or a dict of `way` (a How), `file` (id of the
Attachment or None), `answers` (given so far), and
  `choices`: answers to what is asked of it, each with `answer`, `code`, `facts`, `area_km2` and `picture` (see `pictures`), or
  `geojson`, `area_km2`, `valid`: a boundary that differs from the one that stands (abuse.md, F28), or, where `aside`, one that was set
  aside, or
  `repair`: a valid boundary that would take the place of the invalid one that stands, or
  `problems`: why there is none; `point`: the one place that was found instead; or
  `busy`: it could not be read just then.
Problems and notices are kept as codes with facts, to be told in the reader's language."""

import json
from dataclasses import asdict

import numpy as np
from django.db import transaction

from sites import geometry, intake
from sites.readers import answers as answering

from . import parts, pictures
from .drafts import Closed
from .models import ProposedBoundary, Submission

How = ProposedBoundary.How
DRAWN = ("geojson", "area_km2", "valid", "notices", "problems")  # what is known of a boundary
MOST_PICTURES = 12  # of the answers to one question


class Nothing(Exception):
    """There is no such thing to do any more: the page that offered it is older than what stands."""


def of(submission):
    """The ProposedBoundary of a submission; a new one that is not saved where there is none."""
    found = ProposedBoundary.objects.select_related("file").filter(submission=submission).first()
    return found or ProposedBoundary(submission=submission, how=How.DRAWN)


def mark(geojson):
    """A short mark of a boundary: a drawing names the one that it changes by it."""
    return parts.mark(geojson)


def as_json(row):
    """The boundary that stands, as a GeoJSON geometry (dict)."""
    return json.loads(row.geojson)


def read(submission, way, content, *, file=None, answers="", changes="", taken=None):
    """Reads a file's bytes or a text, and takes what comes of it. `changes`: the mark of the boundary of which this is a new state;
    `taken`: the mark of the text, or the id of the file, so that it is not read twice. Takes up to eight seconds. Raises Closed."""
    try:
        reading = intake.read(content, choice=answers)
    except intake.Busy:
        reading = None
    given = {"way": way, "file": file and file.pk, "answers": answers}
    return _take(submission, given, reading, changes, taken)


def answer(submission, chosen, content):
    """Reads once more what waits, with the answers that were chosen. `content`: its bytes or text. Raises Nothing, Closed."""
    row = of(submission)
    asked = row.waiting or {}
    offered = [*asked.get("choices", ()), *filter(None, [asked.get("repair")])]
    if not chosen or not set(chosen) <= {choice["answer"] for choice in offered}:
        raise Nothing
    file = submission.attachments.filter(pk=asked["file"]).first() if asked["file"] else None
    changes = mark(row.geojson) if asked.get("repair") else ""
    return read(submission, asked["way"], content, file=file, answers=_together(chosen), changes=changes)


@transaction.atomic
def use_new(submission):
    """The boundary that waits takes the place of the one that stands, or comes back where it was set aside. Raises Nothing, Closed."""
    row = _locked(submission)
    waiting = row.waiting or {}
    if not waiting.get("geojson"):
        raise Nothing
    _stand(row, waiting, waiting)
    row.waiting = waiting.get("then")
    row.save()
    return row


@transaction.atomic
def keep_old(submission):
    """What waits is let go; the boundary that stands, stays. Raises Closed."""
    row = _locked(submission)
    row.waiting = None
    row.save()
    return row


@transaction.atomic
def set_aside(submission, *, for_secretariat=False):
    """Takes the boundary away, so that it can be put back. `for_secretariat`: they are to draw it from what was sent. Raises Closed."""
    row = _locked(submission)
    waiting = row.waiting or {}
    if row.geojson:
        then = waiting if waiting.get("repair") else None
        row.waiting = (
            _given(row) | {name: getattr(row, name) for name in DRAWN} | {"aside": True, "then": then}
        )
    row.file_id = (row.file_id or waiting.get("file")) if for_secretariat else None
    row.how = How.SECRETARIAT if for_secretariat else row.how
    row.geojson, row.area_km2, row.valid, row.notices, row.problems = "", None, True, [], []
    row.save()
    return row


@transaction.atomic
def forget_file(submission, file):
    """A file is about to be taken back: what waits of it is let go, and nothing is left to the secretariat with it. Raises Closed."""
    row = _locked(submission)
    if row.waiting and row.waiting.get("file") == file.pk and not row.waiting.get("geojson"):
        row.waiting = None
    if row.file_id == file.pk:
        row.file = None
    if row.pk:
        row.save()


@transaction.atomic
def _take(submission, given, reading, changes, taken):
    row = _locked(submission)
    if taken:
        row.taken = row.taken | {given["way"]: taken}
    if reading is None:
        row.waiting = given | {"busy": True}
    elif reading.boundary is None:
        row.waiting = given | _unsettled(reading)
        if not row.geojson and given["file"]:
            row.how, row.file_id = How.SECRETARIAT, given["file"]
    else:
        drawn = _drawn(reading)
        if row.geojson not in ("", drawn["geojson"]) and changes != mark(row.geojson):
            row.waiting = given | drawn | {"then": _repair(given, reading)}
        else:
            _stand(row, given, drawn)
            row.waiting = _repair(given, reading)
    row.save()
    return row


def _together(chosen):
    """Several answers to the question for features as one; of other questions there is but one."""
    told = [answering.read(text) for text in chosen]
    features = dict.fromkeys(number for one in told for number in one.feature)
    return told[0].text(feature=(answering.ALL,) if answering.ALL in features else tuple(features))


def _locked(submission):
    fresh = Submission.objects.select_for_update().get(pk=submission.pk)
    if not fresh.is_open_to_its_author:
        raise Closed(fresh)
    return of(submission)


def _given(row):
    return {"way": row.how, "file": row.file_id, "answers": row.answers}


def _stand(row, given, drawn):
    row.how, row.file_id, row.answers = given["way"], given["file"], given["answers"]
    for name in DRAWN:
        setattr(row, name, drawn[name])


def _drawn(reading):
    return {
        "geojson": geometry.to_geojson(reading.boundary),
        "area_km2": reading.area_km2,
        "valid": reading.valid,
        "notices": [asdict(notice) for notice in reading.notices],
        "problems": [asdict(problem) for problem in reading.problems],
    }


def _unsettled(reading):
    return {
        "format": reading.format,
        "problems": [asdict(problem) for problem in reading.problems],
        "notices": [asdict(notice) for notice in reading.notices],
        "choices": [_choice(choice, index) for index, choice in enumerate(reading.choices)],
        "point": reading.point and asdict(reading.point),
    }


def _choice(choice, index):
    lines = [np.array(line, dtype=float)[:, :2] for line in choice.before]
    picture = pictures.small(choice.after, lines) if index < MOST_PICTURES else None
    return {
        "answer": choice.answer,
        "code": choice.code,
        "facts": choice.facts,
        "area_km2": choice.area_km2,
        "picture": picture and asdict(picture),
    }


def _repair(given, reading):
    """What waits beside an invalid boundary that a repair could take the place of; None where there is no repair."""
    repair = reading.repair
    if repair is None:
        return None
    told = {
        "answer": repair.answer,
        "before_km2": repair.before_km2,
        "after_km2": repair.after_km2,
        "change_km2": repair.change_km2,
        "change_percent": repair.change_percent,
        "picture": asdict(pictures.drawn(repair.after, before=reading.boundary)),
    }
    return given | {"repair": told}
