"""Pictures as files: those that the secretariat keeps, and those that are drawn for the links that people share."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from .freshness import fresh
from .images import media_type
from .models import Picture

NOTHING_RUNS = "default-src 'none'; frame-ancestors 'none'; sandbox"


@fresh
def picture(request, name):
    """A published picture by its storage name."""
    found = Picture.objects.public().filter(file=f"pictures/{name}").first() if name.isprintable() else None
    if found is None:
        raise Http404(_("No picture has this address."))
    return content_of(found)


def content_of(picture):
    """The answer that carries a Picture's file."""
    return shown(picture.file)


def shown(file):
    """The answer that carries a stored picture: shown, never run."""
    try:
        with file.open() as opened:
            content = opened.read()
    except FileNotFoundError as missing:
        raise Http404(_("The file of this picture is missing.")) from missing
    response = HttpResponse(content, content_type=media_type(content) or "application/octet-stream")
    response["Content-Security-Policy"] = NOTHING_RUNS
    return response
