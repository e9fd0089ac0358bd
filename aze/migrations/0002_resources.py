"""What audiences can use from the first day: resources and partners that public pages name, each with the address that names it."""

from django.db import migrations

POLICY, SCIENCE = "policy-makers", "research-scientists"
CONSERVATION, INDIVIDUAL = "conservation-organizations", "individual-contributors"
GOVERNMENTS = "https://zeroextinction.org/policy/governments-and-multinational-agreements/"
BANKS = "https://zeroextinction.org/policy/international-financial-institutions"
BAZE = "https://zeroextinction.org/case-studies/the-brazilian-alliance-for-extinction-zero-baze-conservation-strategy/"
FORUMS = "https://globally-threatened-bird-forums.birdlife.org/"

# (order, kind, title, summary, link, date, audiences); the address is also where it was found.
RESOURCES = [
    (
        10,
        "document",
        "AZE fact sheet for national biodiversity strategies",
        "How AZE sites fit into national strategies and action plans under the Kunming-Montreal framework. Offered on the page about governments.",
        GOVERNMENTS,
        "2024",
        [POLICY],
    ),
    (
        20,
        "link",
        "Countries whose strategies and reports name AZE",
        "A map of the Parties to the Convention on Biological Diversity that mention AZE, with the text of the decision that names it.",
        GOVERNMENTS,
        "",
        [POLICY],
    ),
    (
        30,
        "link",
        "AZE in four countries: the GEF project",
        "Twenty AZE sites in Chile, Colombia, the Dominican Republic and Madagascar, with a recorded webinar on national strategies (June 2024).",
        "https://zeroextinction.org/gefaze/",
        "2024-06",
        [POLICY, CONSERVATION],
    ),
    (
        40,
        "link",
        "AZE for international financial institutions",
        "Guidance Note 6 of the International Finance Corporation, the information sheet of the Equator Principles, and guidelines on business and Key Biodiversity Areas.",
        BANKS,
        "",
        [POLICY],
    ),
    (
        50,
        "link",
        "The Brazilian alliance and its strategy",
        "A national alliance with a site list and a strategy of its own, recognised by its government. It uses the national red list, so its list is not this one.",
        BAZE,
        "",
        [POLICY, CONSERVATION],
    ),
    (
        60,
        "link",
        "How protection of key sites is counted: SDG indicator 15.1.2",
        "The method behind the indicator, which counts AZE sites among Key Biodiversity Areas: the mean share of each site that is protected.",
        "https://worldbank.github.io/sdg-metadata/phase-2/metadata/en/15-1-2",
        "2020-02-12",
        [POLICY, SCIENCE],
    ),
    (
        10,
        "link",
        "AZE site criteria",
        "The three criteria in the words of the Alliance.",
        "https://zeroextinction.org/site-identification/aze-site-criteria/",
        "",
        [SCIENCE],
    ),
    (
        20,
        "link",
        "Applying the AZE criteria",
        "The rules for special cases: Extinct in the Wild, Data Deficient, subspecies, newly described species.",
        "https://zeroextinction.org/site-identification/applying-aze-criteria/",
        "",
        [SCIENCE],
    ),
    (
        30,
        "document",
        "Pinpointing and preventing imminent extinctions",
        "Ricketts and others, PNAS 102: 18497 to 18501: the paper that introduced the first 595 sites.",
        "https://doi.org/10.1073/pnas.0509060102",
        "2005",
        [SCIENCE],
    ),
    (
        40,
        "link",
        "Proposing a Key Biodiversity Area",
        "The way of a proposal through consultation, review and confirmation. Every AZE site is a Key Biodiversity Area, so it is the way of AZE sites too.",
        "https://www.keybiodiversityareas.org/contribute-your-kba-network/assessment-and-monitoring/proposal-process",
        "",
        [SCIENCE, CONSERVATION],
    ),
    (
        50,
        "link",
        "Drawing the boundary of a Key Biodiversity Area",
        "From the range of the species to a boundary within which a place can be managed.",
        "http://www.keybiodiversityareas.org/working-with-kbas/proposing-updating/delineation",
        "",
        [SCIENCE, CONSERVATION],
    ),
    (
        60,
        "link",
        "Sensitive data in Key Biodiversity Areas",
        "When a place is better not shown, and how such data are handled.",
        "https://www.keybiodiversityareas.org/contribute-your-kba-network/assessment-and-monitoring/kba-sensitive-data",
        "",
        [SCIENCE],
    ),
    (
        70,
        "tool",
        "Overlap of sites and protected areas, in R",
        "BirdLife's own scripts and their manual: how the protected share of each Key Biodiversity Area is computed.",
        "https://github.com/BirdLifeInternational/kba-overlap",
        "2026",
        [SCIENCE],
    ),
    (
        80,
        "tool",
        "Client for the IUCN Red List, in R",
        "The IUCN's own package for version 4 of the Red List's interface.",
        "https://github.com/IUCN-UK/iucnredlist",
        "2025",
        [SCIENCE],
    ),
    (
        90,
        "dataset",
        "AZE sites at Resource Watch",
        "A copy of the list as of March 2019, with a description of its fields.",
        "https://resourcewatch.org/data/explore/bio001-Alliance-for-Zero-Extinction-Endangered-Species-Sites",
        "2019-03",
        [SCIENCE],
    ),
    (
        10,
        "link",
        "Protecting AZE sites",
        "The two levels of protection that the Alliance asks for: any protection, and protection made for the species.",
        "https://zeroextinction.org/conservation/protecting-aze-sites",
        "",
        [CONSERVATION, POLICY],
    ),
    (
        20,
        "link",
        "AZE sites and Key Biodiversity Areas",
        "How the two fit together, and who stands behind them.",
        "https://zeroextinction.org/conservation/links-with-key-biodiversity-areas/",
        "",
        [CONSERVATION],
    ),
    (
        30,
        "link",
        "How the list of 2018 was reviewed",
        "The forums on which drafts were discussed with experts, one group of species at a time.",
        f"{FORUMS}aze-consultation/",
        "2017",
        [CONSERVATION, SCIENCE],
    ),
    (
        10,
        "link",
        "Questions about AZE, answered",
        "What the Alliance is, who takes part, and where its data come from.",
        "https://zeroextinction.org/?p=107",
        "",
        [INDIVIDUAL],
    ),
    (
        20,
        "link",
        "The list of 2018 in the news",
        "American Bird Conservancy on the map of 853 sites, published on 14 November 2018.",
        "https://abcbirds.org/article/refuges-of-endangered-species-mapped-providing-opportunity-to-prevent-global-species-extinctions/",
        "2018-11-14",
        [INDIVIDUAL],
    ),
]
# (name, country, what it does, link, the address that names it)
PARTNERS = [
    (
        "American Bird Conservancy",
        None,
        "Keeps a programme for AZE sites and ran, with BirdLife International and the IUCN, the update of 2015 to 2018.",
        "https://abcbirds.org/program/aze/",
        "https://abcbirds.org/program/aze/",
    ),
    (
        "BirdLife International",
        None,
        "Ran the update of 2015 to 2018 with the IUCN and American Bird Conservancy, and computes how much of each site is protected.",
        "https://www.birdlife.org/",
        f"{FORUMS}aze-consultation/",
    ),
    (
        "International Union for Conservation of Nature (IUCN)",
        None,
        "Publishes the Red List, on whose global assessments the first criterion rests, and took part in the update of 2015 to 2018.",
        "https://www.iucnredlist.org/",
        f"{FORUMS}aze-consultation/",
    ),
    (
        "Brazilian Alliance for Extinction Zero (BAZE)",
        "BR",
        "A national alliance that names the last places of Brazil's rarest species and has a strategy for them.",
        BAZE,
        BAZE,
    ),
]


def add(apps, schema_editor):
    resource, audience = apps.get_model("aze", "Resource"), apps.get_model("aze", "ResourceAudience")
    for order, kind, title, summary, link, date, audiences in RESOURCES:
        made = resource.objects.create(
            order=order,
            kind=kind,
            title=title,
            summary=summary,
            link=link,
            date=date,
            source=link,
            published=True,
        )
        audience.objects.bulk_create(audience(resource=made, audience=name) for name in audiences)
    countries = apps.get_model("aze_sites", "Country").objects
    apps.get_model("aze", "Partner").objects.bulk_create(
        apps.get_model("aze", "Partner")(
            name=name,
            country=countries.filter(iso2=country).first() if country else None,
            summary=summary,
            link=link,
            source=source,
            published=True,
        )
        for name, country, summary, link, source in PARTNERS
    )
    apps.get_model("aze", "Imprint").objects.create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("aze", "0001_kept"), ("aze_sites", "0002_countries")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
