"""How long people usually wait for a decision."""

from statistics import median

from .models import Submission

LEAST_DECISIONS = 10
LATEST = 200  # decisions that count: it tells how long it takes these days


def usual_days():
    """The median of the days from sending to decision, at least 1; None before the tenth decision. What was no contribution does not
    count."""
    decided = Submission.objects.filter(decided_at__isnull=False, sent_at__isnull=False)
    latest = decided.exclude(decision_reason=Submission.Reason.SPAM).order_by("-decided_at")[:LATEST]
    days = [
        (end - start).total_seconds() / 86_400 for start, end in latest.values_list("sent_at", "decided_at")
    ]
    return max(1, round(median(days))) if len(days) >= LEAST_DECISIONS else None
