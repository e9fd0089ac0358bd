"""The evidence: sources and links, and the photos and files that are sent beside the text, each on its own."""

from collections import namedtuple
from functools import cached_property
from http import HTTPStatus
from urllib.parse import urlsplit
from uuid import uuid5

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sites import inputs

from .. import drafts, file_kinds, files, stamps, vault
from ..models import Submission
from . import base
from .place import text

MOST_LINKS, LONGEST_LINK = 50, 2000
STAMP = "file"  # of the control with which one file is sent
TAKE_BACK = "take-back-"
LICENCE = "CC BY 4.0"

# A file with the fields that tell of it, bound; `kind`: what it is in a word, `tells_place`: whether it holds where it was taken
Kept = namedtuple("Kept", "row kind tells_place caption credit publish")


class LinksField(inputs.TextField):
    """Addresses of the web, one a line: a list. Nothing but http and https, and nothing is ever fetched."""

    widget = forms.Textarea

    def to_python(self, value):
        lines = [line.strip() for line in super().to_python(value).splitlines() if line.strip()]
        if len(lines) > MOST_LINKS:
            raise ValidationError(_("Give at most %(most)d links.") % {"most": MOST_LINKS}, code="many")
        one = inputs.LinkField(required=False, max_length=LONGEST_LINK)
        links, faults = [], []
        for number, line in enumerate(lines, 1):
            try:
                link = one.clean(line)
                if urlsplit(link).username is not None:
                    raise ValidationError(
                        _("Leave out what stands before the @: it hides which site this is.")
                    )
                links.append(link)
            except ValidationError as error:
                faults += [self._fault(number, line, sentence) for sentence in error.messages]
        if faults:
            raise ValidationError(faults)
        return list(dict.fromkeys(links))

    def _fault(self, number, line, sentence):
        told = {"number": number, "line": line[:60], "sentence": sentence}
        return ValidationError(_("Line %(number)d, “%(line)s”: %(sentence)s"), code="invalid", params=told)


class Form(base.PartForm):
    part = "evidence"

    sources = text(
        6,
        label=gettext_lazy("Sources"),
        help_text=gettext_lazy(
            "Papers, reports, museum records, field notes with observer and day: whatever lets others check what you say. One a line."
        ),
    )
    links = LinksField(
        label=gettext_lazy("Links"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=gettext_lazy("Web addresses that begin with https:// or http://, one a line."),
    )
    file = forms.FileField(
        label=gettext_lazy("Choose a photo or file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": files.ACCEPTED}),
    )
    note = text(3, label=gettext_lazy("Anything else they should know"))

    def __init__(self, typed=None, *, submission, **kwargs):
        self.submission = submission
        self.base_fields = self.base_fields | {
            name: field for row in self.rows for name, field in _fields_of(row).items()
        }
        super().__init__(typed, submission=submission, **kwargs)

    @cached_property
    def rows(self):
        """The Attachments that are evidence, in the order in which they came."""
        return list(files.of(self.submission))

    @property
    def kept(self):
        return [self.kept_as(row) for row in self.rows]

    def kept_as(self, row):
        """A Kept of one of the rows."""
        bound = [self[f"{name}-{row.pk}"] for name in ("caption", "credit", "publish")]
        return Kept(row, files.WORDS[row.media_type], file_kinds.PLACE in row.warnings, *bound)

    @property
    def has_room(self):
        return len(self.rows) < files.MOST_FILES

    @property
    def most(self):
        return files.MOST_FILES

    @property
    def stamp(self):
        """That of the next file."""
        return stamps.issue(STAMP)

    @property
    def is_begun(self):
        return super().is_begun or bool(self.rows)

    def clean(self):
        told = super().clean()
        for row in self.rows:
            if told.get(f"publish-{row.pk}") and f"credit-{row.pk}" in told and not told[f"credit-{row.pk}"]:
                sentence = _("Say who is to be credited: the licence asks for it.")
                self.add_error(f"credit-{row.pk}", ValidationError(sentence, code=base.REQUIRED))
        needs_some = self.submission.kind == Submission.Kind.NEW
        if needs_some and not (
            self.rows or any(self.typed.get(name, [""])[0].strip() for name in ("sources", "links"))
        ):
            sentence = _(
                "Name a source or a link, or send a file: without any, nobody can check what you say."
            )
            self.add_error("sources", ValidationError(sentence, code=base.REQUIRED))
        return told

    def proposal(self):
        cleaned = self.cleaned
        evidence = {
            "sources": cleaned.get("sources") or "",
            "links": cleaned.get("links") or [],
            "note": cleaned.get("note") or "",
        }
        return {"evidence": evidence, "files": [self._told_file(row, cleaned) for row in self._all_rows()]}

    def _all_rows(self):
        """Those of the boundary too: the proposal lists every file that goes with it."""
        return files.of(self.submission, (*files.EVIDENCE, *files.OF_BOUNDARIES))

    def _told_file(self, row, cleaned):
        return {"sha256": row.sha256, "name": row.name, "purpose": row.purpose} | self._said_of(row, cleaned)

    def _said_of(self, row, cleaned):
        return {
            "caption": cleaned.get(f"caption-{row.pk}") or "",
            "credit": cleaned.get(f"credit-{row.pk}") or "",
            "may_be_published": bool(cleaned.get(f"publish-{row.pk}")),
        }

    def saved(self):
        """What was said of a file stands in its row too."""
        for row in self.rows:
            said = self._said_of(row, self.cleaned)
            if any(getattr(row, name) != value for name, value in said.items()):
                files.describe(row, **said)

    def told(self):
        names = [name for name in ("sources", "links", "note") if name in self.typed]
        told = [each for each in (self.tell(name, self.typed[name]) for name in names) if each.values]
        if self.rows:
            told.append(
                base.Told("file", _("Photos and files"), [self._in_words(row) for row in self.rows], True)
            )
        return told

    def _in_words(self, row):
        typed = [self.typed.get(f"{name}-{row.pk}", [""])[0] for name in ("caption", "credit")]
        published = _("may be published under %(licence)s") % {"licence": LICENCE}
        words = [row.name, *typed, published if f"publish-{row.pk}" in self.typed else ""]
        return " · ".join(word for word in words if word.strip())

    def receive(self, request):
        key = stamps.read(request.POST.get("stamp"), STAMP).key
        uploads = enumerate(request.FILES.getlist("file"))
        faults = [self._keep(upload, uuid5(key, str(number))) for number, upload in uploads]
        return [fault for fault in faults if fault]

    def _keep(self, upload, key):
        """Keeps one file; the Fault where it cannot be kept."""
        try:
            files.keep(self.submission, upload, purpose=files.Purpose.EVIDENCE, key=key)
        except files.Refused as refused:
            return base.Fault("file", " ".join(refused.sentences), HTTPStatus.BAD_REQUEST)
        except vault.Unusable:
            return base.Fault("file", files.unusable(upload), HTTPStatus.SERVICE_UNAVAILABLE)
        except drafts.Closed:  # of which saving the text will tell
            return None

    def respond(self, request, token, go):
        """One file is taken back, or was sent by the button for it alone."""
        for row in self.rows:
            if go == f"{TAKE_BACK}{row.pk}":
                files.take_back(row)
                return redirect(self._address(token))
        return redirect(self._address(token)) if go == "file" else None

    def _address(self, token):
        return f"{reverse('submission-part', args=[token, self.part])}#files"


def _fields_of(row):
    return {
        f"caption-{row.pk}": inputs.LineField(
            label=_("What “%(name)s” shows") % {"name": row.name}, max_length=500, required=False
        ),
        f"credit-{row.pk}": inputs.LineField(label=_("Who made it"), max_length=200, required=False),
        f"publish-{row.pk}": forms.BooleanField(
            label=_("It may be published under %(licence)s") % {"licence": LICENCE}, required=False
        ),
    }
