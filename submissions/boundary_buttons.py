"""What the buttons of the page of a boundary do, once what was typed is kept: files are kept and read, texts read, answers taken.

`go` is `read` or `read:FIELD` for a text, `again:ID` for a file that was sent, or one of ACTS."""

import hashlib
import json
import uuid
from http import HTTPStatus

from django.utils.translation import gettext as _

from sites import geometry

from . import allowances, boundaries, files, parts, vault
from .drafts import Closed
from .forms.base import Fault
from .models import Attachment, ProposedBoundary

How = ProposedBoundary.How
TEXTS = {"pasted": How.PASTED, "corners": How.CORNERS, "drawn": How.DRAWN}  # field: the way that it is
FILES = {"file": Attachment.Purpose.BOUNDARY, "markup": Attachment.Purpose.MARKUP}
READINGS_PER_HOUR = 200  # of one private link
MOST_READ = 2  # files, and texts, at one press: each may take eight seconds
CIRCLE_CORNERS = 72
LEAST_RADIUS_M = 10


def keep_files(submission, request):
    """Keeps the files that came; a base.Fault for each that cannot be kept."""
    faults = []
    for field, purpose in FILES.items():
        for upload in request.FILES.getlist(field):
            try:
                files.keep(submission, upload, purpose=purpose, key=_key(submission, upload, purpose))
            except files.Refused as refused:
                faults.append(Fault(field, str(refused), HTTPStatus.BAD_REQUEST))
            except vault.Unusable:
                faults.append(Fault(field, files.unusable(upload), HTTPStatus.SERVICE_UNAVAILABLE))
            except Closed:  # of which saving the text will tell
                pass
    return faults


class Press:
    """One press of a button. `news`: whether something was read, so that the page should show it; `faults`: sentences."""

    def __init__(self, form, request, token, go):
        self.form, self.submission, self.request, self.token, self.go = (
            form,
            form.submission,
            request,
            token,
            go,
        )
        self.news, self.faults = False, []

    def act(self):
        """Does what the button says, after what else came with it was read. Raises Closed."""
        verb, _colon, what = self.go.partition(":")
        act = ACTS.get(verb)
        try:
            for file in self.form.unread_files()[:MOST_READ]:
                self._read(How.FILE, _content(file), file=file, taken=file.pk)
            if act:
                act(self, what)
                self.news = True
            else:
                self._read_texts(only=what)
        except boundaries.Nothing:
            self.faults.append(
                _("This was answered or changed meanwhile: look at how the boundary stands now.")
            )
        except vault.Unusable:
            self.faults.append(
                _("Files cannot be read just now. Everything you sent is kept: try again later.")
            )

    def _read_texts(self, only=""):
        unread = self.form.unread()
        if only in TEXTS and (text := self.form.typed.get(only, [""])[0]).strip():
            unread = {only: text}
        for field, text in list(unread.items())[:MOST_READ]:
            way, mark = TEXTS[field], parts.mark(text)
            changes = self.form.typed.get("drawn_from", [""])[0] if way == How.DRAWN else ""
            self._read(way, text, taken=mark, changes=changes)

    def _read(self, way, content, **given):
        owner = allowances.of_link(self.token)
        if not allowances.take("boundary readings", owner, per_hour=READINGS_PER_HOUR):
            self.faults.append(
                _("Too many files were read in the last hour. Everything you sent is kept: try again later.")
            )
            return
        boundaries.read(self.submission, way, content, **given)
        self.news = True

    # --- The acts ----------------------------------------------------------------------------------------------------

    def answer(self, _what):
        chosen = self.request.POST.getlist("answer")
        if chosen:
            boundaries.answer(self.submission, chosen, self._content_of_waiting())
        else:
            self.faults.append(_("Choose one of the answers first."))

    def repair(self, _what):
        told = (self.form.row.waiting or {}).get("repair")
        if not told:
            raise boundaries.Nothing
        boundaries.answer(self.submission, [told["answer"]], self._content_of_waiting())

    def new(self, _what):
        boundaries.use_new(self.submission)

    def old(self, _what):
        boundaries.keep_old(self.submission)

    def aside(self, _what):
        boundaries.set_aside(self.submission)

    def secretariat(self, _what):
        boundaries.set_aside(self.submission, for_secretariat=True)

    def again(self, what):
        file = files.of(self.submission, [Attachment.Purpose.BOUNDARY]).filter(pk=_number(what)).first()
        if file is None:
            raise boundaries.Nothing
        self._read(How.FILE, _content(file), file=file, taken=file.pk)

    def remove(self, what):
        file = files.of(self.submission, files.OF_BOUNDARIES).filter(pk=_number(what)).first()
        if file is None:
            raise boundaries.Nothing
        boundaries.forget_file(self.submission, file)
        files.take_back(file)

    def circle(self, _what):
        point = self.form.place_point
        if not point or point[2] < LEAST_RADIUS_M:
            raise boundaries.Nothing
        self._read(How.POINT, circle(*point))

    def _content_of_waiting(self):
        """Bytes or text of what waits. Raises Nothing where it was typed anew since."""
        waiting = self.form.row.waiting or {}
        if waiting.get("file"):
            file = self.submission.attachments.filter(pk=waiting["file"]).first()
            if file is None:
                raise boundaries.Nothing
            return _content(file)
        field = next((name for name, way in TEXTS.items() if way == waiting.get("way")), None)
        text = self.form.typed.get(field, [""])[0]
        if field is None or self.form.row.taken.get(waiting["way"]) != parts.mark(text):
            raise boundaries.Nothing
        return text


ACTS = {
    name: getattr(Press, name)
    for name in ("answer", "repair", "new", "old", "aside", "secretariat", "again", "remove", "circle")
}


def circle(lon, lat, radius_m):
    """The circle round a place as GeoJSON text."""
    ring = geometry.circle(lon, lat, radius_m / 1000, CIRCLE_CORNERS)
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


def _key(submission, upload, purpose):
    """The same for a file that is sent again, but not for one that was taken back since."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    gone = submission.attachments.filter(sha256=digest.hexdigest(), taken_back_at__isnull=False).count()
    return uuid.uuid5(submission.key, f"{purpose} {upload.name} {digest.hexdigest()} {gone}")


def _content(attachment):
    with vault.opened(attachment.stored_as) as file:
        return file.read()


def _number(text):
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
