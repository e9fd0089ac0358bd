"""What was sent in, for the secretariat: read here, and moved by the verbs of `submissions.review` alone."""

from . import submission

__all__ = ["submission"]
