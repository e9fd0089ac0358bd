from contextlib import suppress

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from . import vault


class SubmissionsConfig(AppConfig):
    name = "submissions"
    verbose_name = _("What was sent in")

    def ready(self):
        with suppress(OSError):  # /readyz says so, and whoever sends a file is told
            vault.prepare(settings.PRIVATE_FILES)
