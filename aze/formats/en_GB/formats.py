"""Dates as the registry writes them, 22 November 2026; all else as Django has it for British English."""

DATE_FORMAT = "j F Y"
