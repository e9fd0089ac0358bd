"""What stands around every part of a draft: the steps with how far each is, and the private link."""

from collections import namedtuple

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from . import forms, parts

Step = namedtuple("Step", "part title address state word is_here")
SUMMARY = "summary"
WORDS = {
    parts.NOTHING: _("nothing yet"),
    parts.BEGUN: _("begun"),
    parts.MEND: _("to be mended"),
    parts.READY: _("ready"),
}


def around(submission, token, here, filled):
    """The context that the frame of a part shows. `here`: the part that is open; `filled`: the forms of all (see `forms.filled`)."""
    return {
        "submission": submission,
        "token": token,
        "part": here,
        "steps": [_step(form, token, here) for form in filled.values()],
        "link": private_link(token),
    }


def private_link(token):
    """The whole address of a private page."""
    return settings.SITE_URL + reverse("submission", args=[token])


def address(token, part):
    """The address of the page of a part, or of the summary."""
    return reverse("submission-part", args=[token, part])


def _step(form, token, here):
    state = parts.state(form.is_begun, [problem.missing for problem in form.problems()])
    word = WORDS[state]
    if form.is_as_on_file and state == parts.READY:
        state, word = parts.NOTHING, _("unchanged")
    title, is_here = forms.PARTS[form.part], form.part == here
    return Step(form.part, title, address(token, form.part), state, word, is_here)
