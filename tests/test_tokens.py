"""Secrets that cannot be guessed, and references that can be read out."""

import re

from submissions import tokens


def test_a_token_holds_at_least_128_bits_and_is_never_given_twice():
    made = {tokens.new_token() for _ in range(100)}

    assert len(made) == 100
    assert all(len(token) * 6 >= 128 for token in made)


def test_what_is_stored_does_not_tell_the_token():
    token = tokens.new_token()

    assert tokens.hash_of(token) == tokens.hash_of(token) != tokens.hash_of(token + "a")
    assert token not in tokens.hash_of(token)
    assert tokens.hash_of("\ud800")  # an address may hold anything


def test_a_reference_can_be_read_out():
    assert all(
        re.fullmatch(r"AZE-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}", tokens.new_reference()) for _ in range(50)
    )
