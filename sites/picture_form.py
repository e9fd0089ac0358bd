"""The form of a picture: its file is drawn anew before anything of it is kept."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from . import inputs
from .forms import ReasonedForm, SpeciesField
from .models import Picture, Site
from .picture_field import ACCEPTED, DrawnAnew, PictureField


class PictureForm(ReasonedForm):
    """A site is named by its code, a species by its scientific name. `sees_places`: whether who types may see where sensitive sites are."""

    sees_places = False

    site_code = inputs.LineField(
        label=_("Code of the site"), max_length=20, required=False, help_text=_("Such as ECU15.")
    )
    of_species = SpeciesField(label=_("Or scientific name of the species"), required=False)
    file = PictureField(
        label=_("Picture"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_(
            "JPEG, PNG or WebP. It is drawn anew: where, when and by whom it was taken is not kept with it."
        ),
    )

    class Meta:
        model = Picture
        fields = ["file", "alt", "caption", "credit", "licence", "hides_place", "published"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.was_sensitive = self._is_sensitive()
        if self.instance.site_id:
            self.initial["site_code"] = self.instance.site.code
        if self.instance.species_id:
            self.initial["of_species"] = self.instance.species.scientific_name

    def clean_site_code(self):
        code = self.cleaned_data["site_code"]
        self.instance.site = Site.objects.filter(code=code).first() if code else None
        if code and self.instance.site is None:
            raise ValidationError(_("No site has this code."))
        return code

    def clean_of_species(self):
        self.instance.species = self.cleaned_data["of_species"]
        return self.instance.species

    def clean_file(self):
        file = self.cleaned_data["file"]
        if isinstance(file, DrawnAnew):
            self.instance.width, self.instance.height = file.width, file.height
        return file

    def clean(self):
        """Saying that a picture does not show a sensitive place, or moving it from there, opens it to those who may not see such places."""
        typed = super().clean()
        if self.sees_places:
            return typed
        changed = set(self.changed_data)
        if "hides_place" in changed and (self.was_sensitive or self._is_sensitive()):
            self.add_error("hides_place", _("Only those who may see sensitive places can say or unsay this."))
        was_guarded = self.was_sensitive and not self.initial.get("hides_place")
        for name in changed & {"site_code", "of_species"} if was_guarded else ():
            self.add_error(name, _("Only those who may see sensitive places can move a picture from one."))
        return typed

    def _is_sensitive(self):
        has_subject = self.instance.site or self.instance.species
        return has_subject is not None and self.instance.is_of_a_sensitive_place()
