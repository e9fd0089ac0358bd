from .allowance import Allowance
from .attachment import Attachment
from .conversation import Event, Message
from .proposed_boundary import ProposedBoundary
from .submission import Link, Revision, Submission

__all__ = [
    "Allowance",
    "Attachment",
    "Event",
    "Link",
    "Message",
    "ProposedBoundary",
    "Revision",
    "Submission",
]
