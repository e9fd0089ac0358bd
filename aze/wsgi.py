import os

from django.core.wsgi import get_wsgi_application

from aze.bodies import bounded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aze.settings")
django_application = get_wsgi_application()


def application(environ, start_response):
    """Django's application, given bodies of known length, whose answers do not say what serves them: the server names itself where nothing
    else is named."""

    def nameless(status, headers, *rest):
        return start_response(status, [*headers, ("Server", "")], *rest)

    bounded(environ)
    return django_application(environ, nameless)
