"""What people wrote, for templates."""

from django import template
from django.utils.html import format_html, format_html_join

from ..saying import plain_host, runs

register = template.Library()


@register.filter
def said(text):
    """Plain text with its line breaks; addresses of the web are links that tell the other side nothing of this page."""
    return format_html(
        '<bdi class="said" dir="auto">{}</bdi>',
        format_html_join(
            "",
            "{}",
            ((_link(piece) if is_address else piece,) for piece, is_address in runs(str(text or ""))),
        ),
    )


def _link(address):
    link = format_html('<a href="{0}" rel="nofollow ugc noopener noreferrer">{0}</a>', address)
    host = plain_host(address)
    return format_html("{} ({})", link, host) if host else link
