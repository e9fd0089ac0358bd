"""PURE. Whether two names may mean the same place: words are compared, not letters, and words that any place may have do not count."""

from .search import fold

# What kinds of place are called in the languages of most sites: a name that has only these in common with another is another name.
KINDS = """
    and at de del della den der des di do du e el et in la las le les lo los of on san santa sao st the und y
    area bay cave cerro cerros cordillera coast cueva district estate forest forets foret gebirge gunung hill hills ile iles ilha ilhas
    island islands isla islas islet islets ka kawasan key keys lac lago laguna lagoon lake massif mata mont monte montagne monts mount
    mountain mountains mt national nature parc park parque pico plateau point provincial rain range reserva reserve ridge rio river rock rocks
    sanctuary serra sierra site state station valle valley volcan volcano wildlife
    north northern south southern east eastern west western central upper lower norte sur este oeste
"""
GENERIC = frozenset(KINDS.split())


def words(name):
    """The folded words of a name that tell it from others; all of its words where none does."""
    found = frozenset("".join(sign if sign.isalnum() else " " for sign in fold(name)).split())
    return found - GENERIC or found


def alike(name, other):
    """Whether all telling words of one name stand in the other."""
    first, second = words(name), words(other)
    return bool(first and second) and (first <= second or second <= first)
