"""The forms of `aze.accounts`."""

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.forms import BaseUserCreationForm, PasswordResetForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sites.inputs import LineField

from . import accounts


class AccountFields(forms.ModelForm):
    """Name and mail address of an account; a mailbox opens one account only."""

    first_name = LineField(label=_("First name"), max_length=150, required=False)
    last_name = LineField(label=_("Last name"), max_length=150, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=254)

    class Meta:
        model = get_user_model()
        fields = ("username", "email", "first_name", "last_name")

    def clean_email(self):
        email = self.cleaned_data["email"]
        if get_user_model().objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Another account has this e-mail address."))
        return email

    def clean_username(self):
        name = self.cleaned_data["username"]
        if get_user_model().objects.filter(username__iexact=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Another account has this user name."))
        return name


class FirstAdministratorForm(AccountFields, BaseUserCreationForm):
    first_name = last_name = None

    class Meta(AccountFields.Meta):
        fields = ("username", "email")


class InvitationForm(AccountFields):
    """A new member of staff; the passphrase is chosen by its owner, from the link in the mail."""


class ResetForm(PasswordResetForm):
    """Django's, but the mails wait in the outbox and link to SITE_URL."""

    def save(self, **options):
        for user in self.get_users(self.cleaned_data["email"]):
            accounts.send_reset_link(user)
