"""What the secretariat is asked for when it moves a submission."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sites import inputs
from sites.forms import SHORT

from ..models import Submission

LONGEST = 20_000


class MoveForm(forms.Form):
    """`version`: that of the submission on the page; a later one was moved by somebody else."""

    use_required_attribute = False
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class AskForm(MoveForm):
    text = inputs.TextField(
        label=_("Question"),
        max_length=LONGEST,
        widget=SHORT,
        help_text=_("As the author will read it: plain text, web addresses become links."),
        error_messages={"required": _("Write the question.")},
    )


class DeclineForm(MoveForm):
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[("", "---------"), *Submission.Reason.choices],
        error_messages={"required": _("Choose the reason that comes nearest.")},
    )
    text = inputs.TextField(
        label=_("Explanation"),
        max_length=LONGEST,
        widget=SHORT,
        help_text=_("As the author will read it: what is missing, and what would change the decision."),
        error_messages={"required": _("Explain the decision: the author is told it.")},
    )
