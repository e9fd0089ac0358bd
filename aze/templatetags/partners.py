"""Who works at a site, for the registry's pages: the registry itself knows nothing of the website's partners."""

from django import template

from ..models import PartnerSite

register = template.Library()


@register.inclusion_tag("sites/_who_works.html")
def who_works_at(site, update_address):
    """The published partners at a PublishedSite, each with what it does there and how to help it."""
    rows = PartnerSite.objects.public().filter(site=site.pk).select_related("partner")
    return {"rows": list(rows.order_by("partner__name")), "update_address": update_address}
