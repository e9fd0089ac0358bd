"""The registry's countries: ISO 3166-1 countries and territories, and the high seas. A fixed list, never free text."""

from collections import namedtuple

import pycountry
from django.utils.translation import gettext as _

from .models import Country

HIGH_SEAS = "ABNJ"
Row = namedtuple("Row", "iso2 iso3 name region")

# The regions of the AZE lists; where those name none, UN M49 decides (Western Asia goes with Europe).
REGIONS = {
    "Africa": "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ NA "
    "NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TG TN TZ UG YT ZA ZM ZW IO TF",
    "Americas": "AG AI AR AW BB BL BM BO BQ BR BS BZ CA CL CO CR CU CW DM DO EC FK GD GF GL GP GS GT GY HN HT JM KN KY LC MF "
    "MQ MS MX NI PA PE PM PR PY SR SV SX TC TT US UY VC VE VG VI BV",
    "Antarctica": "AQ",
    "Asia": "AF BD BN BT CN HK ID IN IR JP KG KH KP KR KZ LA LK MM MN MO MV MY NP PH PK SG TH TJ TL TM TW UZ VN",
    "Europe and the Middle East": "AD AE AL AM AT AX AZ BA BE BG BH BY CH CY CZ DE DK EE ES FI FO FR GB GE GG GI GR HR HU IE "
    "IL IM IQ IS IT JE JO KW LB LI LT LU LV MC MD ME MK MT NL NO OM PL PS PT QA RO RS RU SA SE SI SJ SK SM SY TR UA VA YE",
    "Pacific": "AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS",
}
# Short names in use where ISO's are turned round or long.
NAMES = {
    "BN": "Brunei",
    "CD": "Democratic Republic of the Congo",
    "CG": "Republic of the Congo",
    "FK": "Falkland Islands (Malvinas)",
    "FM": "Micronesia",
    "PS": "Palestine",
    "RU": "Russia",
    "TR": "Türkiye",
    "VA": "Vatican City",
    "VG": "British Virgin Islands",
    "VI": "United States Virgin Islands",
}
# Codes that lists use though ISO 3166-1 gives them to nobody, or to nobody any more.
TODAY = {
    "UK": "GB",
    "EL": "GR",
    "BU": "MM",
    "DD": "DE",
    "DY": "BJ",
    "FX": "FR",
    "HV": "BF",
    "NH": "VU",
    "RH": "ZW",
    "TP": "TL",
    "VD": "VN",
    "WK": "UM",
    "YD": "YE",
    "ZR": "CD",
}


class NoSuchCountry(ValueError):
    """The code names no country of the list; the message says so, and which code may be meant."""


def rows():
    """All countries as Row, by name."""
    region_of = {iso2: region for region, codes in REGIONS.items() for iso2 in codes.split()}
    found = [
        Row(known.alpha_2, known.alpha_3, _name(known), region_of[known.alpha_2])
        for known in pycountry.countries
    ]
    found.append(Row(HIGH_SEAS, HIGH_SEAS, "High seas (beyond national jurisdiction)", "High seas"))
    return sorted(found, key=lambda row: row.name)


def ensure():
    """Adds the countries that are missing; changes none that is there."""
    if Country.objects.count() < len(pycountry.countries) + 1:
        Country.objects.bulk_create((Country(**row._asdict()) for row in rows()), ignore_conflicts=True)


def find(code):
    """The two-letter code of the list, or ABNJ, that `code` writes in any case. Raises NoSuchCountry."""
    wanted = code.strip().upper()
    if wanted == HIGH_SEAS or (len(wanted) == 2 and pycountry.countries.get(alpha_2=wanted)):
        return wanted
    raise NoSuchCountry(_refusal(code, wanted))


def letters(iso2):
    """The three letters with which the codes of a country's sites begin, ABNJ for the high seas."""
    return HIGH_SEAS if iso2 == HIGH_SEAS else pycountry.countries.get(alpha_2=iso2).alpha_3


def _refusal(code, wanted):
    meant = TODAY.get(wanted) or getattr(pycountry.countries.get(alpha_3=wanted), "alpha_2", None)
    if meant is None:
        return _("“%(code)s” is not a country code of ISO 3166-1, nor ABNJ for the high seas.") % {
            "code": code
        }
    told = {"code": code, "meant": meant, "name": _name(pycountry.countries.get(alpha_2=meant))}
    return _("“%(code)s” is not a country code of ISO 3166-1: write %(meant)s if %(name)s is meant.") % told


def _name(known):
    return NAMES.get(known.alpha_2) or getattr(known, "common_name", None) or known.name
