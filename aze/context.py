"""What every template may use."""

from django.conf import settings

from sites.models import RegistryStamp


class _AsOf:
    """The moment of the last public change; asks the database only where a template shows it."""

    def __init__(self):
        self._read = False

    def __call__(self):
        if not self._read:
            self._read, self._value = True, RegistryStamp.objects.filter(pk=1).values_list("changed_at", flat=True).first()
        return self._value


def registry(request):
    return {"demo": settings.DEMO, "site_url": settings.SITE_URL, "as_of": _AsOf()}
