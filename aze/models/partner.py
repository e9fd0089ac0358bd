from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.models import Country, Site

from .kept import Kept, history


class PartnerQuerySet(models.QuerySet):
    def public(self):
        """The published partners, each with `may_tell`: whether its own words are shown, which may tell where a sensitive site is at
        which it works."""
        sensitive = PartnerSite.objects.exclude(site__sensitivity=Site.Sensitivity.OPEN)
        at_one = models.Exists(sensitive.filter(partner=models.OuterRef("pk")))
        return self.filter(published=True).annotate(may_tell=~at_one)


class Partner(Kept):
    """An organisation that works for AZE sites, and how to help it."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("country"),
        help_text=_("Where it works; none where it works in several."),
    )
    summary = models.TextField(_("what it does"), max_length=1000, blank=True)
    link = models.URLField(_("link"), max_length=500)
    how_to_give = models.TextField(_("how to give"), max_length=1000, blank=True)
    donation_link = models.URLField(
        _("donation link"), max_length=500, blank=True, help_text=_("The organisation's own page.")
    )
    source = models.URLField(
        _("found at"), max_length=500, help_text=_("The address that names it as working for AZE sites.")
    )
    published = models.BooleanField(_("published"), default=False)

    history = history()
    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name, verbose_name_plural = _("partner"), _("partners")

    def __str__(self):
        return self.name


class PartnerSiteQuerySet(models.QuerySet):
    def public(self):
        """The published partners at public sites, each with `told`: what it does there, "" where the place is sensitive, since such
        words may tell it."""
        is_open = models.When(site__sensitivity=Site.Sensitivity.OPEN, then="work")
        shown = self.filter(partner__published=True, site__published__isnull=False)
        return shown.annotate(told=models.Case(is_open, default=models.Value("")))


class PartnerSite(Kept):
    """A site at which a partner works."""

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="at_sites")
    site = models.ForeignKey(Site, models.PROTECT, related_name="partner_rows", verbose_name=_("site"))
    work = models.CharField(_("what it does there"), max_length=200, blank=True)

    history = history()
    objects = PartnerSiteQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("site of a partner"), _("sites of a partner")
        constraints = [models.UniqueConstraint(fields=["partner", "site"], name="a_site_once_a_partner")]

    def __str__(self):
        return f"{self.partner}: {self.site}"
