"""PURE. How a list is called: AZE-2010 is the AZE 2010 update."""

import re

AZE_LIST = re.compile(r"AZE-([12][0-9]{3})")
RED_LIST = re.compile(r"iucn-([12][0-9]{3}(?:-[0-9])?)", re.IGNORECASE)
LISTED, TOLD = "(list)", ", as told by "
YEAR = re.compile(r"(?<![0-9])([12][0-9]{3})(?![0-9])")


def title(name):
    aze = AZE_LIST.fullmatch(name)
    return f"AZE {aze[1]} update" if aze else name


def is_aze(name):
    return AZE_LIST.fullmatch(name) is not None


def citation(name):
    aze = AZE_LIST.fullmatch(name)
    return (
        f"Alliance for Zero Extinction ({aze[1]}). {aze[1]} AZE Update. zeroextinction.org" if aze else name
    )


def as_source(name):
    """What is written beside a fact that stands in a list."""
    return f"{title(name)} {LISTED}"


def category_source(written, list_name):
    """Where a list says that a category is from: `written` is its word for it, such as aze-2010 or iucn-2012-1."""
    if version := red_list_version(written):
        return f"IUCN Red List {version}, by the {as_source(list_name)}"
    return as_source(written.upper() if is_aze(written.upper()) else list_name)


def red_list_version(written):
    found = RED_LIST.fullmatch(written)
    return found[1] if found else ""


def is_from_list(source):
    """Whether a source was written by an import."""
    return source.endswith(LISTED)


def year_of(source):
    """The first year that a source names, 0 without one."""
    found = YEAR.search(source)
    return int(found[1]) if found else 0


def earlier_source(year, list_name):
    """The source of an older listing that a later list tells of."""
    return f"AZE-{year}{TOLD}{list_name}"


def is_told(source):
    """Whether a listing is known from a later list alone."""
    return TOLD in source
