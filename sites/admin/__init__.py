"""The secretariat's pages. Whatever decides, or writes across rows, is a verb elsewhere; here it is offered, asked for and answered."""

from . import country, picture, records, site, species

__all__ = ["country", "picture", "records", "site", "species"]
