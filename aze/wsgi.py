import os
from functools import cache

from django.core.wsgi import get_wsgi_application

from aze import bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aze.settings")
django_application = get_wsgi_application()
once_the_server_listens = cache(bodies.probe_silent_connections)


def application(environ, start_response):
    """Django's application, given bodies that have arrived, whose answers do not say what serves them: the server names itself where nothing
    else is named."""

    def nameless(status, headers, *rest):
        return start_response(status, [*headers, ("Server", "")], *rest)

    once_the_server_listens()
    with bodies.received(environ):
        return django_application(environ, nameless)
