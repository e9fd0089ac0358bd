"""What the log tells of a fault, and what it keeps to itself."""

import json
import logging
import sys

import pytest
import shapely
from django.db import connection

from aze.logs import JsonLines

PLACE = "-90.4363"


def logged(fail):
    """The line that is logged when `fail` fails."""
    try:
        fail()
    except Exception:
        told = ("aze", logging.ERROR, __file__, 1, "It failed", (), sys.exc_info())
        return json.loads(JsonLines().format(logging.LogRecord(*told)))


def refused_by_the_database():
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{PLACE}".x')


def refused_by_shapely():
    shapely.from_wkt(f"POINT ({PLACE} nowhere)")


def refused_and_told_on():
    try:
        refused_by_shapely()
    except shapely.errors.ShapelyError as error:
        raise RuntimeError(f"no place: {error} {PLACE}") from error


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fail", "kind"),
    [
        (refused_by_the_database, "django.db.utils."),
        (refused_by_shapely, "shapely.errors.GEOSException"),
        (refused_and_told_on, "builtins.RuntimeError"),
    ],
)
def test_a_fault_of_the_database_or_of_a_shape_is_logged_without_its_message(fail, kind):
    error = logged(fail)["error"]

    assert kind in error
    assert f"{__file__}:" in error and fail.__name__ in error
    assert PLACE not in error and "nowhere" not in error


def test_any_other_fault_is_logged_with_its_message():
    assert "ValueError: invalid literal" in logged(lambda: int("seven"))["error"]
