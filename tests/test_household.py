"""Whom an address of the internet stands for."""

import pytest

from sites.household import household


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("somewhere", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_a_household_is_an_address_or_the_network_within_which_it_changes(address, expected):
    assert household(address) == expected
