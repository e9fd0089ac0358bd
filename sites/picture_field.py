"""The field of a form that takes a picture."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile

from . import images

ACCEPTED = ",".join(images.KINDS.values())  # of its widget
SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png"}


class DrawnAnew(ContentFile):
    """A picture of which nothing is kept but its pixels; `width` and `height` in these."""

    def __init__(self, file):
        content = images.reencoded(file)
        super().__init__(content, name=f"picture{SUFFIXES[images.media_type(content)]}")
        self.width, self.height = images.size_of(content)


class PictureField(forms.FileField):
    """A file that was sent comes as DrawnAnew; one that is there already as it is."""

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return file
        try:
            return DrawnAnew(file)
        except images.PictureRefused as refused:
            raise ValidationError(str(refused), code="picture") from refused
