"""What every template may use."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from sites.models import RegistryStamp


def registry(request):
    """`stamp`: the RegistryStamp, with the moment of the last public change and whether the sites are the demonstration's. The database
    is asked only where a page shows it, and not at all by a view that is `fresh`, which has asked already."""

    def stamp():
        return (
            getattr(request, "stamp", None) or RegistryStamp.objects.filter(pk=1).first() or RegistryStamp()
        )

    return {"stamp": SimpleLazyObject(stamp), "site_url": settings.SITE_URL}
