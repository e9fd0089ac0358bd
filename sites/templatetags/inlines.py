"""Rows of the admin that are edited with another."""

import json

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def told_to_script(inline):
    """What the script that adds rows is told: as Django tells it, but with the name of a row as it stands within a sentence."""
    told = json.loads(inline.inline_formset_data())
    told["options"]["addText"] = _("Add another %(verbose_name)s") % {
        "verbose_name": inline.opts.verbose_name
    }
    return json.dumps(told)
