"""The website's part of the admin: accounts and mails, and what the secretariat keeps for the pages."""

from . import accounts, kept

__all__ = ["accounts", "kept"]
