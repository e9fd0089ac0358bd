"""PURE. What an update changes, and how that goes together with what happened to the site meanwhile.

Three states of one thing are told apart: `base`, as the contributor saw it; `proposed`, as they want it; `current`, as it is now.
Each is {field: value}. A field that one side does not have counts as None. Rows, such as claims, are {key: {field: value}}."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Change:
    """One field: what it was when the contributor looked, and what they propose."""

    base: object
    proposed: object


@dataclass(frozen=True)
class Clash:
    """A field that was changed on both sides, and not alike: a person must choose."""

    base: object
    current: object
    proposed: object


@dataclass(frozen=True)
class Merge:
    """`values`: every field as it would be, clashing ones as they are now. `clashes`: {field: Clash}."""

    values: dict
    clashes: dict


@dataclass(frozen=True)
class Rows:
    """What happens to the rows of a table: `added` {key: row}, `changed` {key: {field: Change}}, `removed` {key: row as it was}."""

    added: dict = field(default_factory=dict)
    changed: dict = field(default_factory=dict)
    removed: dict = field(default_factory=dict)

    def __bool__(self):
        return bool(self.added or self.changed or self.removed)


def diff(base, proposed):
    """{field: Change} of the fields that differ, in the order of `base`, then of `proposed`."""
    return {
        name: Change(base.get(name), proposed.get(name))
        for name in {**base, **proposed}
        if base.get(name) != proposed.get(name)
    }


def diff_rows(base, proposed):
    """The Rows that lead from one table to another; rows are the same where their keys are."""
    both = [key for key in base if key in proposed]
    changes = {key: diff(base[key], proposed[key]) for key in both}
    return Rows(
        added={key: row for key, row in proposed.items() if key not in base},
        changed={key: change for key, change in changes.items() if change},
        removed={key: row for key, row in base.items() if key not in proposed},
    )


def merge(base, current, proposed):
    """Both sides' changes of `base` in one, by field: what only one side touched is taken from it, and what both changed alike is agreed."""
    values, clashes = {}, {}
    for name in {**current, **proposed, **base}:
        was, now, wanted = base.get(name), current.get(name), proposed.get(name)
        values[name] = wanted if now == was else now
        if wanted not in (was, now) and now != was:
            clashes[name] = Clash(was, now, wanted)
    return Merge(values, clashes)


def conflicts(changes, current):
    """{field: Clash} of {field: Change} that can no longer be made as they were meant: the field has another value by now, and not
    the proposed one."""
    return {
        name: Clash(change.base, current.get(name), change.proposed)
        for name, change in changes.items()
        if current.get(name) not in (change.base, change.proposed)
    }
