"""The registry's tables (design: Data model)."""

from .boundary import Boundary, DistinctSites, Overlap
from .claim import Claim, Listing
from .judgement import Evaluation, StatusChange
from .picture import Picture
from .published import PublishedBoundary, PublishedCountry, PublishedSite, PublishedSpecies, RegistryStamp
from .site import CodeCounter, Site, SiteCode, SiteCountry
from .species import Country, Species, SpeciesName, SpeciesSlug

__all__ = [
    "Boundary",
    "Claim",
    "CodeCounter",
    "Country",
    "DistinctSites",
    "Evaluation",
    "Listing",
    "Overlap",
    "Picture",
    "PublishedBoundary",
    "PublishedCountry",
    "PublishedSite",
    "PublishedSpecies",
    "RegistryStamp",
    "Site",
    "SiteCode",
    "SiteCountry",
    "Species",
    "SpeciesName",
    "SpeciesSlug",
    "StatusChange",
]
