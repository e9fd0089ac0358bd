"""Which public site or species an address means, now or in earlier lists: other codes and old slugs lead on for ever."""

from django.http import Http404
from django.utils.translation import gettext as _

from .models import PublishedSite, SiteCode, Species, SpeciesSlug

LONGEST_CODE = 20


class Moved(Exception):
    """The thing has another address; `to` is its present code or slug."""

    def __init__(self, to):
        super().__init__(to)
        self.to = to


def public_site(code, rows=None):
    """The published site of this code. Raises Moved for another code or writing of it, Http404 for an unknown one."""
    if not code.isprintable() or len(code) > LONGEST_CODE:
        raise Http404(_("No site has this code."))
    rows = PublishedSite.objects.all() if rows is None else rows
    site = rows.filter(code=code).first()
    if site is not None:
        return site
    alias = SiteCode.objects.filter(code__in={code, code.upper()}, site__published__isnull=False)
    known = alias.values_list("site__published__code", flat=True).first()
    known = known or PublishedSite.objects.filter(code=code.upper()).values_list("code", flat=True).first()
    if known is None or known == code:
        raise Http404(_("No site has this code."))
    raise Moved(known)


def public_species(slug):
    """The species of this slug, when the public may see a site of it. Raises Moved for an old slug, Http404 otherwise."""
    public = Species.objects.filter(pk__in=Species.objects.filter(published__isnull=False).values("pk"))
    species = public.filter(slug=slug).first()
    if species is not None:
        return species
    known = public.filter(slug=slug.lower()).values_list("slug", flat=True).first()
    known = (
        known
        or SpeciesSlug.objects.filter(slug=slug.lower(), species__in=public)
        .values_list("species__slug", flat=True)
        .first()
    )
    if known is None or known == slug:
        raise Http404(_("No species has this address."))
    raise Moved(known)
