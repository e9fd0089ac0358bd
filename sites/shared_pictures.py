"""The pictures that shared links of sites show, as files: `manage.py work` draws them, so that no request waits for one.

A file's name tells the state of the site of which it is: one of another state is never shown."""

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import translation

from . import share_picture
from .freshness import current_stamp
from .models import PublishedBoundary, PublishedSite

AT_ONCE = 20  # some four seconds of one processor, after which mails have their turn
END = b"IEND\xaeB`\x82"  # of a whole PNG: another process may be writing the file


def kept(site, language):
    """The PNG of this PublishedSite; None where it is not drawn yet."""
    try:
        with _storage().open(_name(site.pk, site.updated_at, language)) as file:
            content = file.read()
    except FileNotFoundError:
        return None
    return content if content.endswith(END) else None


class Drawing:
    """What one process has drawn: it looks for more only after the registry has changed."""

    def __init__(self):
        self.whole = None

    def go_on(self, stopping=None):
        """Draws some of the pictures that are missing, those of the latest changes first, and takes away those that are of no site's
        state any more; how many it drew. `stopping` (an Event) ends it between two."""
        stamp = current_stamp()
        state = (stamp.number, stamp.changed_at)
        if state == self.whole:
            return 0
        wanted, there = _wanted(), _there()
        for name in there - wanted.keys():
            _storage().delete(name)
        missing = [name for name in wanted if name not in there]
        drawn = 0
        for name in missing[:AT_ONCE]:
            if stopping is not None and stopping.is_set():
                return drawn
            _draw(name, *wanted[name])
            drawn += 1
        if drawn == len(missing):
            self.whole = state
        return drawn


def _wanted():
    """{name of a file: (pk of its site, language)}, the latest changes first."""
    states = PublishedSite.objects.order_by("-updated_at").values_list("pk", "updated_at")
    return {
        _name(pk, moment, language): (pk, language)
        for pk, moment in states
        for language, _words in settings.LANGUAGES
    }


def _there():
    try:
        return set(_storage().listdir("")[1])
    except FileNotFoundError:
        return set()


def _draw(name, pk, language):
    site = PublishedSite.objects.filter(pk=pk).first()
    if site is None or name != _name(pk, site.updated_at, language):
        return  # it has changed since: its turn comes again
    outline = PublishedBoundary.objects.values_list("outline", flat=True).get(site=pk)
    claims = site.species.exclude(standing="noted").order_by("pk")
    names = dict.fromkeys(claims.values_list("scientific_name", flat=True))
    with translation.override(language):
        _storage().save(name, ContentFile(share_picture.draw(site, outline, list(names))))


def _name(pk, moment, language):
    return f"{pk}-{moment:%Y%m%d%H%M%S%f}-{share_picture.LOOK}-{language}.png"


def _storage():
    return storages["drawn"]
