from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesConfig(AppConfig):
    """The registry. The label is not `sites`: that is Django's own, which must never be installed beside it."""

    name = "sites"
    label = "aze_sites"
    verbose_name = _("Registry")

    def ready(self):
        from . import touched
        from .evaluation import evaluate_touched

        touched.set_evaluator(evaluate_touched)
