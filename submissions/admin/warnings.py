"""What the secretariat should know of a file before opening it."""

from django.utils.translation import gettext_lazy as _

from .. import file_kinds

WORDS = {
    file_kinds.SCRIPT: _("holds a script"),
    file_kinds.LAUNCH: _("tries to open a program or a page"),
    file_kinds.EMBEDDED: _("has other files in it"),
    file_kinds.EXTERNAL: _("loads something from elsewhere, or asks other programs for it"),
    file_kinds.PLACE: _("tells in its metadata where it was taken"),
}


def told(attachments):
    """[(attachment, its warnings in words)]."""
    return [(file, [str(WORDS.get(code, code)) for code in file.warnings]) for file in attachments]
