"""The citations of the registry's pages, and of the Red List assessments on which a page rests."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .citations import Citation
from .links import web_link


class Cited:
    """A page's citation as the page shows it. `day`: of the record; `species`: those on whose assessments it rests."""

    def __init__(self, *, author, title, key, path, day, species):
        self.author = author
        self.accessed = timezone.localdate()
        self.day, self.title, self.address = day, title, settings.SITE_URL + path
        self.edition = _("record of %(day)s") % {"day": date_format(day)}
        self.rests_on = [_assessment(one) for one in species if one.category]
        citation = Citation(
            author=author,
            title=title,
            publisher=_("AZE site registry"),
            key=f"aze-{key}-{day.year}",
            address=self.address,
            day=day,
            edition=self.edition,
        )
        self.bibtex, self.ris = citation.bibtex(self.accessed), citation.ris(self.accessed)

    @property
    def before_access(self):
        """The citation up to the day of access, which a reader's own clock knows best."""
        told = {
            "author": self.author,
            "year": self.day.year,
            "title": self.title,
            "edition": self.edition,
            "address": self.address,
        }
        return (
            _("%(author)s (%(year)s): %(title)s. AZE site registry, %(edition)s. %(address)s, accessed")
            % told
        )


def of_site(site, species, author):
    """The Cited of a PublishedSite that rests on the assessments of these species."""
    title = _("%(name)s (%(code)s)") % {"name": site.name, "code": site.code}
    if site.country_names:
        title = _("%(title)s, %(countries)s") % {"title": title, "countries": site.country_names}
    return Cited(
        author=author,
        title=title,
        key=site.code,
        path=site.get_absolute_url(),
        day=timezone.localdate(site.updated_at),
        species=list({one.pk: one for one in species}.values()),
    )


def of_species(species, day, author):
    """The Cited of a species' page as of this day."""
    title = _("%(name)s and its AZE sites") % {"name": species.scientific_name}
    return Cited(
        author=author,
        title=title,
        key=species.slug,
        path=species.get_absolute_url(),
        day=day,
        species=[species],
    )


def of_country(country, changed_at, author):
    """The Cited of a country's page as of the last change of the registry."""
    return Cited(
        author=author,
        title=_("%(name)s and its AZE sites") % {"name": country.name},
        key=country.iso2,
        path=reverse("country-detail", args=[country.iso2]),
        day=timezone.localdate(changed_at),
        species=[],
    )


def _assessment(species):
    """What is cited of a species' assessment: its citation where that is on file, else what the record tells."""
    told = {"name": species.scientific_name, "category": species.category, "year": species.assessment_year}
    if species.red_list_citation:
        text = species.red_list_citation
    elif species.assessment_year:
        text = _("%(name)s: %(category)s, assessed in %(year)s, IUCN Red List of Threatened Species") % told
    else:
        text = _("%(name)s: %(category)s, IUCN Red List of Threatened Species") % told
    return {"text": text, "url": web_link(species.red_list_url)}
