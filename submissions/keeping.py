"""How long what people send is kept: reminders, deletion of drafts, and the end of personal data. Each step may be run again at any time,
changes row by row in small transactions, and returns how many it changed."""

from . import allowances

STEPS = (allowances.forget,)
