"""The map layer of another host, for the pages with a map."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def tiles():
    return settings.TILES
