"""Whether what somebody sends is set aside until a person has looked at it, and what the secretariat is told of why."""

from hashlib import sha256

from axes.helpers import get_client_ip_address
from django.utils.translation import gettext_lazy as _

from . import allowances, spam, stamps

PER_HOUR, PER_DAY, PER_DAY_IN_ALL = 10, 30, 300
SAME_TEXT_A_DAY = 3
LEAST_TO_COMPARE = 40  # characters
FOR_SOURCES = {"links", "sources", "citation", "evidence_url", "red_list_url"}
WORDS = {
    "trap": _("A field was filled in that only programs see."),
    "haste": _("It was sent within three seconds of opening the page."),
    "stamp": _("The form was not opened from our page within the last 48 hours."),
    "address": _("Unusually many came from the same network."),
    "flood": _("It came on a day on which unusually many came in all."),
    "repeat": _("The same text came several times that day."),
    "only_links": _("It has links and no other text."),
    "links": _("Its texts hold many links."),
    "lines": _("One line stands in it many times."),
    "scripts": _("Its words mix letters of several scripts."),
    "words": _("It has words that are common in spam."),
}


def of(request, submission, proposal, form):
    """(codes of what is remarkable, whether it is held) of a proposal that is about to be sent by the form of this name. Counts it."""
    is_first = submission.state == submission.State.DRAFT
    stamp = stamps.read(request.POST.get("stamp"), form)
    texts = tuple(texts_of(proposal))
    sending = spam.Sending(
        trap=request.POST.get("website", ""),
        age_s=stamp.age_s,
        is_stamped=stamp.trusted,
        texts=texts,
        is_repeat=is_first and _is_repeat("\n".join(texts)),
        from_many=not _take(allowances.of_address(get_client_ip_address(request)), PER_HOUR, PER_DAY),
        in_flood=not _take(allowances.EVERYBODY, None, PER_DAY_IN_ALL),
    )
    codes = spam.signs(sending)
    return codes, spam.is_suspicious(codes)


def texts_of(told, name=""):
    """What was typed, wherever it stands in a proposal, but for what is there for sources and links."""
    if isinstance(told, str):
        yield from [told] if told and name not in FOR_SOURCES else []
    elif isinstance(told, (dict, list)):
        for key, value in told.items() if isinstance(told, dict) else [(name, value) for value in told]:
            if key not in FOR_SOURCES and key not in ("boundary", "files"):
                yield from texts_of(value, key)


def _take(owner, per_hour, per_day):
    return allowances.take("send", owner, per_hour=per_hour, per_day=per_day)


def _is_repeat(text):
    if len(text) < LEAST_TO_COMPARE:
        return False
    owner = sha256(text.encode()).hexdigest()
    return not allowances.take("same text", owner, per_day=SAME_TEXT_A_DAY)
