"""Two people at once, on a database that lets them."""

import threading

import pytest
from django.db import connection, connections
from factories import claim, site, species, square

from sites import touched
from sites.models import Site
from sites.touched import evaluating


def both(first, second):
    """Runs two functions at the same time, each on a connection of its own; raises what either raised."""
    failures = []
    gate = threading.Barrier(2)

    def run(work):
        try:
            work(gate)
        except Exception as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    if failures:
        raise failures[0]


def claiming(code):
    def work(gate):
        of = Site.objects.get(code=code)
        mockingbird = species("Mimus trifasciatus")
        gate.wait()
        with evaluating():
            claim(of, species=mockingbird)

    return work


@pytest.mark.django_db(transaction=True)
def test_two_saves_that_conflict_with_each_other_never_both_end_as_qualifies():
    for number in range(8):
        species("Mimus trifasciatus")
        first, second = f"ECU{2 * number + 1}", f"ECU{2 * number + 2}"
        site(first, claims=[], boundary=square(2 * number, 1))
        site(second, claims=[], boundary=square(2 * number + 1, 1))

        both(claiming(first), claiming(second))

        assert set(Site.objects.filter(code__in=[first, second]).values_list("outcome", flat=True)) == {
            "needs_review"
        }
        for of in Site.objects.filter(code__in=[first, second]):
            of.claims.get().delete()


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_race_is_lost(monkeypatch):
    """The twin of the test above: with the guard off the fault shows, so that the guard is what holds it."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite's IMMEDIATE transactions are the guard there; they cannot be taken off")
    monkeypatch.setattr(touched, "_take_lock", lambda: None)
    inside = threading.Barrier(2)

    def claiming_at_the_same_time(code):
        def work(gate):
            with evaluating():
                claim(Site.objects.get(code=code), species=species("Mimus trifasciatus"))
                inside.wait(timeout=20)

        return work

    species("Mimus trifasciatus")
    site("ECU1", claims=[], boundary=square(1, 1))
    site("ECU2", claims=[], boundary=square(2, 1))

    both(claiming_at_the_same_time("ECU1"), claiming_at_the_same_time("ECU2"))

    assert set(Site.objects.values_list("outcome", flat=True)) == {"qualifies"}
