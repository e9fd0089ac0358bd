"""What every template may use."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from sites.models import RegistryStamp


def registry(request):
    """`as_of`: the moment of the last public change, None before the first; the database is asked only where a page shows it, and
    not at all by a view that is `fresh`, which has asked already."""

    def changed_at():
        stamp = getattr(request, "stamp", None) or RegistryStamp.objects.filter(pk=1).first()
        return stamp and stamp.changed_at

    return {"demo": settings.DEMO, "site_url": settings.SITE_URL, "as_of": SimpleLazyObject(changed_at)}
