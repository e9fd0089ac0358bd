"""Form fields of the secretariat: plain digits only, days and years that can be, text that shows."""

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import text

WHOLE = re.compile(r"-?[0-9]{1,18}", re.ASCII)
DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,18}(?:\.[0-9]{0,18})?|\.[0-9]{1,18})", re.ASCII)
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
SCHEME_CODE = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){0,2}", re.ASCII)
EARLIEST_YEAR = 1800

NOT_TEXT = {
    "control": _(
        "This text holds a character that cannot be shown. Type it again, or paste it as plain text."
    ),
    "marks": _("This text piles more than four accents on one letter. Type it again."),
    "broken": _("Some letters of this text arrived broken. Type it again, or save its source as UTF-8."),
}


class TextField(forms.CharField):
    """Text in NFC without direction controls; what shows nothing counts as empty."""

    read = staticmethod(text.lines)

    def to_python(self, value):
        if value in self.empty_values:
            return super().to_python(value)
        try:
            return super().to_python(self.read(str(value)))
        except text.NotText as error:
            raise ValidationError(NOT_TEXT[error.code], code=error.code) from error


class LineField(TextField):
    """Text of one line."""

    read = staticmethod(text.one_line)


class LinkField(forms.URLField):
    """An address of the web: nothing but http and https is kept, and nothing is ever fetched."""

    default_error_messages = {"invalid": _("Write a web address that begins with https:// or http://.")}
    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, **kwargs):
        super().__init__(**{"assume_scheme": "https", **kwargs})


class _Plain:
    """Refuses what Python would read as a number and a person would not: other scripts' digits, 1e3, 1_000."""

    pattern = None
    sentence = None

    def to_python(self, value):
        typed = str(value).strip(" \t") if value not in self.empty_values else ""
        if typed and not self.pattern.fullmatch(typed):
            raise ValidationError(self.sentence, code="invalid")
        return super().to_python(typed)


class WholeField(_Plain, forms.IntegerField):
    pattern, sentence = WHOLE, _("Write a whole number in plain digits, such as 1250.")
    widget = forms.TextInput

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"inputmode": "numeric"}


class DegreesField(_Plain, forms.FloatField):
    pattern, sentence = DECIMAL, _("Write a decimal number in plain digits, such as -90.4213.")
    widget = forms.TextInput

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"inputmode": "decimal"}


class PercentField(_Plain, forms.DecimalField):
    pattern, sentence = DECIMAL, _("Write a number in plain digits, such as 37.5.")
    widget = forms.TextInput

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"inputmode": "decimal"}


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class PastDayField(forms.DateField):
    """A day that has come, since 1800."""

    widget = DayInput

    def to_python(self, value):
        if isinstance(value, str) and value.strip() and not DAY.fullmatch(value.strip()):
            raise ValidationError(_("Write the day as year-month-day, such as 2026-10-31."), code="invalid")
        return super().to_python(value)

    def validate(self, value):
        super().validate(value)
        if value and value > timezone.now().date():
            raise ValidationError(_("This day lies in the future."), code="future")
        if value and value < date(EARLIEST_YEAR, 1, 1):
            raise ValidationError(_("This day lies before 1800."), code="too_early")


class CodesField(TextField):
    """Codes of an IUCN classification scheme as a list: one a line, or separated by commas."""

    widget = forms.Textarea

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"rows": 3, "cols": 30}

    def prepare_value(self, value):
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value):
        codes = list(dict.fromkeys(super().to_python(value).replace(",", "\n").split()))
        wrong = [code for code in codes if not SCHEME_CODE.fullmatch(code)]
        if wrong:
            raise ValidationError(
                _("%(codes)s: a code of the scheme has up to three numbers joined by points, such as 8.1.2."),
                code="invalid",
                params={"codes": ", ".join(wrong)[:200]},
            )
        return codes

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != (initial or [])
        except ValidationError:
            return True
