"""PURE. The secrets of private links, and the references by which people name a submission."""

import hashlib
import secrets

BITS = 192
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is read as another one
REFERENCE_LETTERS = 8


def new_token():
    """A secret for the address of a private link."""
    return secrets.token_urlsafe(BITS // 8)


def hash_of(token):
    """What is stored of a token: its SHA-256 in hexadecimal. The token holds enough chance that no salt is needed."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def new_reference():
    """A name for a submission that is easy to read out, such as AZE-7KQ2-MX4P. It opens nothing."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(REFERENCE_LETTERS))
    return f"AZE-{letters[:4]}-{letters[4:]}"
