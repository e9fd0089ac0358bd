"""What every template may use."""

from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from sites import reuse
from sites.models import RegistryStamp

from . import imprint
from .pages import AUDIENCES


def registry(request):
    """`stamp`: the RegistryStamp, with the moment of the last public change and whether the sites are the demonstration's; `imprint`: whom
    to ask, and on what terms; `registry_citation`: how to cite the whole. The database is asked only where a page shows them; for the stamp
    not at all by a view that is `fresh`, which has asked already."""

    def stamp():
        return (
            getattr(request, "stamp", None) or RegistryStamp.objects.filter(pk=1).first() or RegistryStamp()
        )

    found = SimpleLazyObject(stamp)
    return {
        "stamp": found,
        "imprint": SimpleLazyObject(lambda: imprint.current(found)),
        "registry_citation": SimpleLazyObject(lambda: reuse.citation(found, path=reverse("home"))),
        "audiences": AUDIENCES,
        "site_url": settings.SITE_URL,
    }
