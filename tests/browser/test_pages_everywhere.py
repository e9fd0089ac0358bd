"""Every public page on every kind of screen under axe: too long for each run, so `make soak` runs it."""

import pytest
from axe import barriers
from public_pages import PAGES

pytestmark = [pytest.mark.soak, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]
WIDTHS = (320, 768, 1280)


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
@pytest.mark.parametrize("colours", ["none", "active"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_no_screen_meets_a_barrier(opened, address, width, scheme, colours, motion):
    screen = {"viewport": {"width": width, "height": 800}, "scheme": scheme}

    page = opened(address, **screen, forced_colors=colours, reduced_motion=motion)

    assert barriers(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
