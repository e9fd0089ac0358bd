import gc
from importlib import import_module

from django.apps import AppConfig, apps
from django.contrib.admin.apps import SimpleAdminConfig
from django.utils.module_loading import module_has_submodule


class AzeConfig(AppConfig):
    name = "aze"
    verbose_name = "Website"

    def ready(self):
        from sites import reuse

        from . import imprint

        reuse.take_terms_from(imprint.terms)


class AzeAdminConfig(SimpleAdminConfig):
    """Django's admin, but `leaflet.admin` is not discovered: it imports GeoDjango, which needs GDAL."""

    default_site = "aze.administration.AzeAdminSite"

    def ready(self):
        super().ready()
        for config in apps.get_app_configs():
            if config.name != "leaflet" and module_has_submodule(config.module, "admin"):
                import_module(f"{config.name}.admin")
        gc.freeze()  # what is loaded by now stays: looking through it for garbage took a sixth of a re-evaluation of all
