"""What the secretariat keeps for the pages that are not registry data (design: Layout)."""

from .imprint import Imprint
from .partner import Partner, PartnerSite
from .resource import Resource, ResourceAudience

__all__ = ["Imprint", "Partner", "PartnerSite", "Resource", "ResourceAudience"]
