"""What `/api/check` may know of the registry: published rows of candidate and confirmed sites, and nothing of sensitive places."""

from fractions import Fraction

from . import geometry
from .criteria import Overlap, Record
from .models import PublishedSite, PublishedSpecies, Species
from .models.site import OTHER_SITES
from .naming import names_of

RED_LIST_RECORD = ("rank", "category", "possibly_extinct", "possibly_extinct_in_the_wild", "assessment_year")


class PublishedRegistry:
    """The registry as the public sees it, in the form in which `check.check` asks."""

    def species_on_file(self, names):
        """{name: Red List record on file} of the public species of exactly these names."""
        public = Species.objects.filter(scientific_name__in=names, published__isnull=False).distinct()
        return {
            record.pop("scientific_name"): record | {"category": record["category"] or None}
            for record in public.values("scientific_name", *RED_LIST_RECORD)
        }

    def records(self, species_names, leave_out_code):
        """The public claims of these species at other sites, as Records."""
        elsewhere = PublishedSpecies.objects.filter(
            scientific_name__in=species_names, site__status__in=OTHER_SITES
        )
        return [
            Record(
                site=row.site.code,
                species=row.scientific_name,
                basis=row.basis,
                segment=row.segment,
                percent=Fraction(row.share_claimed) if row.share_claimed else None,
                presence=row.presence,
                origin=row.origin,
            )
            for row in elsewhere.exclude(site__code=leave_out_code)
            .select_related("site")
            .only(*_RECORD_COLUMNS)
            .order_by("pk")
        ]

    def overlaps(self, multipolygon, leave_out_code):
        """What a valid boundary shares with openly shown sites. Sites whose place is generalised or withheld are never told of, and
        a check about one of those is compared with nothing: its public cells are not its boundary."""
        own = (
            PublishedSite.objects.filter(code=leave_out_code).values_list("facts", flat=True).first()
            if leave_out_code
            else None
        )
        if own and is_sensitive(own):
            return []
        distinct = set(own["distinct_from"]) if own else set()
        others = self._open_neighbours(multipolygon, leave_out_code)
        shapes = [(geometry.from_wkb(bytes(wkb)), area) for _code, wkb, area in others]
        found = geometry.overlaps_with(multipolygon, geometry.area_km2(multipolygon), shapes)
        return [Overlap(others[index][0], percent, others[index][0] in distinct) for index, percent in found]

    def names(self, codes):
        return names_of(codes)

    def _open_neighbours(self, multipolygon, leave_out_code):
        """[(code, wkb, area_km2)] of the openly shown sites whose box touches the boundary's."""
        touching = PublishedSite.objects.filter(status__in=OTHER_SITES, has_boundary=True).touching(
            geometry.bounds(multipolygon)
        )
        rows = touching.exclude(code=leave_out_code).order_by("code")
        columns = rows.values_list(
            "code", "boundary__wkb", "area_km2", "facts__grid_degrees", "facts__withheld"
        )
        return [(code, wkb, area) for code, wkb, area, grid, withheld in columns if not (grid or withheld)]


_RECORD_COLUMNS = ("site__code", "scientific_name", "basis", "segment", "share_claimed", "presence", "origin")


def is_sensitive(facts):
    """Whether the public `facts` of a site say that its place is generalised or withheld."""
    return bool(facts["grid_degrees"] or facts["withheld"])
