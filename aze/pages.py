"""Fixed pages of the website as data: the audiences, and what each is asked to do."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Audience:
    """One of those for whom there is a page of their own; `slug` is its address and the name of its route and drawing."""

    slug: str
    name: str
    call: str
    resources: str

    @property
    def template(self):
        return f"audiences/{self.slug.replace('-', '_')}.html"


AUDIENCES = (
    Audience(
        "policy-makers",
        _("Policy makers"),
        _("Bring AZE sites into national strategies, and see what your country holds."),
        _("Government resources"),
    ),
    Audience(
        "research-scientists",
        _("Research scientists"),
        _("Send what you know of a site or a species, and see where nobody has looked for years."),
        _("Science resources"),
    ),
    Audience(
        "conservation-organizations",
        _("Conservation organizations"),
        _("Protect a site, alone or with others: begin with those that have no protection at all."),
        _("Conservation resources"),
    ),
    Audience(
        "individual-contributors",
        _("Individual contributors"),
        _("Support the organizations that work at these places."),
        _("Ways to contribute"),
    ),
)


def audience_named(slug):
    return next(audience for audience in AUDIENCES if audience.slug == slug)


# --- The history of the list, for /about/: these are figures of others, each with its source -------------------------------
@dataclass(frozen=True)
class Figure:
    """What was published of an earlier list. `note` says what else is known of it."""

    when: str
    sites: int
    species: int
    note: str
    source: str
    link: str


FIGURES = (
    Figure(
        "2005",
        595,
        794,
        _(
            "Mammals, birds, some reptiles, amphibians and conifers. 203 sites lay wholly, 87 partly in declared protected areas."
        ),
        _("Ricketts and others 2005, PNAS 102: 18497 to 18501"),
        "https://doi.org/10.1073/pnas.0509060102",
    ),
    Figure(
        "2010",
        587,
        920,
        _("Reef-building corals were added."),
        _("AZE, questions and answers"),
        "https://zeroextinction.org/?p=107",
    ),
    Figure(
        "2018",
        853,
        1483,
        _("Eighteen groups of species. 43 % of the sites had no formal protection."),
        _("American Bird Conservancy, 14 November 2018"),
        "https://abcbirds.org/article/refuges-of-endangered-species-mapped-providing-opportunity-to-prevent-global-species-extinctions/",
    ),
    Figure(
        "2019",
        859,
        1483,
        _("The list as of March 2019, in a copy kept by others."),
        _("Resource Watch"),
        "https://resourcewatch.org/data/explore/bio001-Alliance-for-Zero-Extinction-Endangered-Species-Sites",
    ),
)
