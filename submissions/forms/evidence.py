from django.utils.translation import gettext_lazy as _

from sites import inputs

from . import base


class Form(base.PartForm):
    part = "evidence"
    text = inputs.TextField(label=_("Text"), required=False)
