"""Model fields that keep what was typed, exactly."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .numbers import NotExact, exact, plain, within_limits

NOT_EXACT = {
    "not_a_number": _(
        "Write a plain number such as 1250 or 0.5: digits and one point, without spaces, commas or exponent."
    ),
    "too_precise": _(
        "This number has more digits than can be kept: at most 18 significant digits and 18 decimals."
    ),
    "too_large": _("This number is too large: it must be below 1 000 000 000 000 000 000."),
}


def read_exact(value):
    """A Decimal from what a person or a caller gave; None for nothing. Raises ValidationError with what is wrong."""
    if value in (None, ""):
        return None
    try:
        return within_limits(value) if isinstance(value, Decimal) else exact(str(value))
    except NotExact as error:
        raise ValidationError(NOT_EXACT[error.code], code=error.code) from error


class ExactDecimalFormField(forms.CharField):
    def to_python(self, value):
        return read_exact(super().to_python(value))

    def prepare_value(self, value):
        return plain(value) if isinstance(value, Decimal) else value

    def validate(self, value):
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value):
        """Length is judged by `exact`."""

    def has_changed(self, initial, data):
        try:
            return read_exact(initial) != self.to_python(data)
        except ValidationError:
            return True


class ExactDecimalField(models.CharField):
    """A Decimal kept as its plain digits: SQLite would keep a DecimalField as a float and lose the 16th digit."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 40)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value, expression, connection):
        return None if value is None else Decimal(value)

    def to_python(self, value):
        return read_exact(value)

    def get_prep_value(self, value):
        number = read_exact(value)
        return None if number is None else plain(number)

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj))

    def run_validators(self, value):
        """Limits are judged by `read_exact`."""

    def formfield(self, **kwargs):
        return super(models.CharField, self).formfield(
            **{
                "form_class": ExactDecimalFormField,
                "widget": forms.TextInput(attrs={"inputmode": "decimal"}),
                **kwargs,
            }
        )
