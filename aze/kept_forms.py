"""The forms of what the secretariat keeps for the pages."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sites.forms import ReasonedForm
from sites.inputs import LineField, LinkField
from sites.models import Site
from sites.picture_field import ACCEPTED, DrawnAnew, PictureField

from . import documents
from .models import Imprint, Partner, PartnerSite, Resource


class KeptFile(forms.ClearableFileInput):
    """Says that there is a file, without a link: files have no addresses but those that our views give them."""

    template_name = "admin/kept_file.html"


class ResourceForm(ReasonedForm):
    class Meta:
        model = Resource
        fields = [
            *("title", "summary", "kind", "link", "file", "language", "date", "order", "source", "published")
        ]
        field_classes = {"link": LinkField, "source": LinkField}
        widgets = {"file": KeptFile(attrs={"accept": ",".join(documents.KINDS)})}


class PartnerForm(ReasonedForm):
    class Meta:
        help_texts = dict.fromkeys(
            ("summary", "how_to_give"),
            _("Not shown while it works at a sensitive site, because it may tell where that is."),
        )
        model = Partner
        fields = [
            *("name", "country", "summary", "link", "how_to_give", "donation_link", "source", "published")
        ]
        field_classes = {"link": LinkField, "donation_link": LinkField, "source": LinkField}


class PartnerSiteForm(forms.ModelForm):
    """A site is named by its code."""

    site_code = LineField(label=_("Code of the site"), max_length=20, help_text=_("Such as ECU15."))

    class Meta:
        model = PartnerSite
        fields = ["work"]
        help_texts = {"work": _("Not shown where the place is sensitive, because it may tell it.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["site_code"].widget.attrs["aria-label"] = self.fields["site_code"].label
        if self.instance.site_id:
            self.initial["site_code"] = self.instance.site.code

    def clean_site_code(self):
        code = self.cleaned_data["site_code"]
        site = Site.objects.filter(code=code).first()
        if site is None:
            raise ValidationError(_("No site has this code."))
        self.instance.site = site
        return code


class ImprintForm(ReasonedForm):
    photo = PictureField(
        label=_("Photo of the first page"),
        help_text=Imprint._meta.get_field("photo").help_text,
        required=False,
        widget=KeptFile(attrs={"accept": ACCEPTED}),
    )

    class Meta:
        model = Imprint
        fields = [
            *("contact", "postal_address", "publisher", "licence_name", "licence_text", "licence_link"),
            *("photo", "photo_alt", "photo_caption", "photo_credit"),
        ]
        field_classes = {"licence_link": LinkField}

    def clean_photo(self):
        photo = self.cleaned_data["photo"]
        if isinstance(photo, DrawnAnew):
            self.instance.photo_width, self.instance.photo_height = photo.width, photo.height
        return photo or ""
