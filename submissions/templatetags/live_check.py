"""The check beside a part of a draft."""

from django import template
from django.urls import reverse

from submissions.live_check import judged

register = template.Library()

CHECKED = ("place", "boundary", "species")  # the parts that a verdict turns on


@register.inclusion_tag("submissions/_live_check.html")
def live_check(submission, token, part):
    """What the draft is judged by as it was saved; the script asks again while one types. Nothing beside a part that changes no verdict."""
    if part not in CHECKED:
        return {}
    found, left_out = judged(submission)
    address = reverse("submission-check", args=[token])
    return {"judged": found, "left_out": left_out, "address": f"{address}?part={part}"}
