"""Words of the Red List for templates."""

from django import template

from sites.categories import CATEGORY_NAMES

register = template.Library()


@register.filter
def category_name(code):
    """The name of a Red List category; the code itself where it is not one of today's."""
    return CATEGORY_NAMES.get(code, code)
