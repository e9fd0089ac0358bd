"""The mails about a submission: plain text, put into the outbox within the transaction of what they tell of."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from post_office import mail

from .drafts import new_link


def receipt(submission, *, first):
    """That it arrived, with its reference and a private link."""
    _mail(submission, "receipt", first=first)


def withdrawn(submission):
    """That it was taken back."""
    _mail(submission, "withdrawn")


def question(submission, text):
    """What the secretariat asks."""
    _mail(submission, "question", text=text)


def declined(submission):
    """The decision, with its reason."""
    _mail(submission, "declined")


def _mail(submission, kind, **context):
    if not submission.email:
        return
    link = settings.SITE_URL + reverse("submission", args=[new_link(submission)])
    context |= {"submission": submission, "link": link, "site": settings.SITE_URL}
    subject = render_to_string(f"submissions/mail/{kind}_subject.txt", context)
    mail.send(
        submission.email,
        settings.DEFAULT_FROM_EMAIL,
        subject=" ".join(subject.split()),
        message=render_to_string(f"submissions/mail/{kind}.txt", context),
    )
