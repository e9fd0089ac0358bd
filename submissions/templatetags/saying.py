"""What people wrote, for templates."""

from django import template
from django.utils.html import format_html, format_html_join

from ..saying import runs

register = template.Library()


@register.filter
def said(text):
    """Plain text with its line breaks; addresses of the web are links that tell the other side nothing of this page."""
    return format_html(
        '<bdi class="said" dir="auto">{}</bdi>',
        format_html_join(
            "",
            "{}",
            (
                (
                    format_html('<a href="{0}" rel="nofollow ugc noopener noreferrer">{0}</a>', piece)
                    if is_address
                    else piece,
                )
                for piece, is_address in runs(str(text or ""))
            ),
        ),
    )
