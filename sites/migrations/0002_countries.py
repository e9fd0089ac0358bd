"""The countries and territories of ISO 3166-1, as of 2026, and the high seas."""

from django.db import migrations

# Two and three letters, name, region: `sites.countries` makes the same rows today; this table never changes.
COUNTRIES = """
ABNJ | ABNJ | High seas (beyond national jurisdiction) | High seas
AD | AND | Andorra | Europe and the Middle East
AE | ARE | United Arab Emirates | Europe and the Middle East
AF | AFG | Afghanistan | Asia
AG | ATG | Antigua and Barbuda | Americas
AI | AIA | Anguilla | Americas
AL | ALB | Albania | Europe and the Middle East
AM | ARM | Armenia | Europe and the Middle East
AO | AGO | Angola | Africa
AQ | ATA | Antarctica | Antarctica
AR | ARG | Argentina | Americas
AS | ASM | American Samoa | Pacific
AT | AUT | Austria | Europe and the Middle East
AU | AUS | Australia | Pacific
AW | ABW | Aruba | Americas
AX | ALA | Åland Islands | Europe and the Middle East
AZ | AZE | Azerbaijan | Europe and the Middle East
BA | BIH | Bosnia and Herzegovina | Europe and the Middle East
BB | BRB | Barbados | Americas
BD | BGD | Bangladesh | Asia
BE | BEL | Belgium | Europe and the Middle East
BF | BFA | Burkina Faso | Africa
BG | BGR | Bulgaria | Europe and the Middle East
BH | BHR | Bahrain | Europe and the Middle East
BI | BDI | Burundi | Africa
BJ | BEN | Benin | Africa
BL | BLM | Saint Barthélemy | Americas
BM | BMU | Bermuda | Americas
BN | BRN | Brunei | Asia
BO | BOL | Bolivia | Americas
BQ | BES | Bonaire, Sint Eustatius and Saba | Americas
BR | BRA | Brazil | Americas
BS | BHS | Bahamas | Americas
BT | BTN | Bhutan | Asia
BV | BVT | Bouvet Island | Americas
BW | BWA | Botswana | Africa
BY | BLR | Belarus | Europe and the Middle East
BZ | BLZ | Belize | Americas
CA | CAN | Canada | Americas
CC | CCK | Cocos (Keeling) Islands | Pacific
CD | COD | Democratic Republic of the Congo | Africa
CF | CAF | Central African Republic | Africa
CG | COG | Republic of the Congo | Africa
CH | CHE | Switzerland | Europe and the Middle East
CI | CIV | Côte d'Ivoire | Africa
CK | COK | Cook Islands | Pacific
CL | CHL | Chile | Americas
CM | CMR | Cameroon | Africa
CN | CHN | China | Asia
CO | COL | Colombia | Americas
CR | CRI | Costa Rica | Americas
CU | CUB | Cuba | Americas
CV | CPV | Cabo Verde | Africa
CW | CUW | Curaçao | Americas
CX | CXR | Christmas Island | Pacific
CY | CYP | Cyprus | Europe and the Middle East
CZ | CZE | Czechia | Europe and the Middle East
DE | DEU | Germany | Europe and the Middle East
DJ | DJI | Djibouti | Africa
DK | DNK | Denmark | Europe and the Middle East
DM | DMA | Dominica | Americas
DO | DOM | Dominican Republic | Americas
DZ | DZA | Algeria | Africa
EC | ECU | Ecuador | Americas
EE | EST | Estonia | Europe and the Middle East
EG | EGY | Egypt | Africa
EH | ESH | Western Sahara | Africa
ER | ERI | Eritrea | Africa
ES | ESP | Spain | Europe and the Middle East
ET | ETH | Ethiopia | Africa
FI | FIN | Finland | Europe and the Middle East
FJ | FJI | Fiji | Pacific
FK | FLK | Falkland Islands (Malvinas) | Americas
FM | FSM | Micronesia | Pacific
FO | FRO | Faroe Islands | Europe and the Middle East
FR | FRA | France | Europe and the Middle East
GA | GAB | Gabon | Africa
GB | GBR | United Kingdom | Europe and the Middle East
GD | GRD | Grenada | Americas
GE | GEO | Georgia | Europe and the Middle East
GF | GUF | French Guiana | Americas
GG | GGY | Guernsey | Europe and the Middle East
GH | GHA | Ghana | Africa
GI | GIB | Gibraltar | Europe and the Middle East
GL | GRL | Greenland | Americas
GM | GMB | Gambia | Africa
GN | GIN | Guinea | Africa
GP | GLP | Guadeloupe | Americas
GQ | GNQ | Equatorial Guinea | Africa
GR | GRC | Greece | Europe and the Middle East
GS | SGS | South Georgia and the South Sandwich Islands | Americas
GT | GTM | Guatemala | Americas
GU | GUM | Guam | Pacific
GW | GNB | Guinea-Bissau | Africa
GY | GUY | Guyana | Americas
HK | HKG | Hong Kong | Asia
HM | HMD | Heard Island and McDonald Islands | Pacific
HN | HND | Honduras | Americas
HR | HRV | Croatia | Europe and the Middle East
HT | HTI | Haiti | Americas
HU | HUN | Hungary | Europe and the Middle East
ID | IDN | Indonesia | Asia
IE | IRL | Ireland | Europe and the Middle East
IL | ISR | Israel | Europe and the Middle East
IM | IMN | Isle of Man | Europe and the Middle East
IN | IND | India | Asia
IO | IOT | British Indian Ocean Territory | Africa
IQ | IRQ | Iraq | Europe and the Middle East
IR | IRN | Iran | Asia
IS | ISL | Iceland | Europe and the Middle East
IT | ITA | Italy | Europe and the Middle East
JE | JEY | Jersey | Europe and the Middle East
JM | JAM | Jamaica | Americas
JO | JOR | Jordan | Europe and the Middle East
JP | JPN | Japan | Asia
KE | KEN | Kenya | Africa
KG | KGZ | Kyrgyzstan | Asia
KH | KHM | Cambodia | Asia
KI | KIR | Kiribati | Pacific
KM | COM | Comoros | Africa
KN | KNA | Saint Kitts and Nevis | Americas
KP | PRK | North Korea | Asia
KR | KOR | South Korea | Asia
KW | KWT | Kuwait | Europe and the Middle East
KY | CYM | Cayman Islands | Americas
KZ | KAZ | Kazakhstan | Asia
LA | LAO | Laos | Asia
LB | LBN | Lebanon | Europe and the Middle East
LC | LCA | Saint Lucia | Americas
LI | LIE | Liechtenstein | Europe and the Middle East
LK | LKA | Sri Lanka | Asia
LR | LBR | Liberia | Africa
LS | LSO | Lesotho | Africa
LT | LTU | Lithuania | Europe and the Middle East
LU | LUX | Luxembourg | Europe and the Middle East
LV | LVA | Latvia | Europe and the Middle East
LY | LBY | Libya | Africa
MA | MAR | Morocco | Africa
MC | MCO | Monaco | Europe and the Middle East
MD | MDA | Moldova | Europe and the Middle East
ME | MNE | Montenegro | Europe and the Middle East
MF | MAF | Saint Martin (French part) | Americas
MG | MDG | Madagascar | Africa
MH | MHL | Marshall Islands | Pacific
MK | MKD | North Macedonia | Europe and the Middle East
ML | MLI | Mali | Africa
MM | MMR | Myanmar | Asia
MN | MNG | Mongolia | Asia
MO | MAC | Macao | Asia
MP | MNP | Northern Mariana Islands | Pacific
MQ | MTQ | Martinique | Americas
MR | MRT | Mauritania | Africa
MS | MSR | Montserrat | Americas
MT | MLT | Malta | Europe and the Middle East
MU | MUS | Mauritius | Africa
MV | MDV | Maldives | Asia
MW | MWI | Malawi | Africa
MX | MEX | Mexico | Americas
MY | MYS | Malaysia | Asia
MZ | MOZ | Mozambique | Africa
NA | NAM | Namibia | Africa
NC | NCL | New Caledonia | Pacific
NE | NER | Niger | Africa
NF | NFK | Norfolk Island | Pacific
NG | NGA | Nigeria | Africa
NI | NIC | Nicaragua | Americas
NL | NLD | Netherlands | Europe and the Middle East
NO | NOR | Norway | Europe and the Middle East
NP | NPL | Nepal | Asia
NR | NRU | Nauru | Pacific
NU | NIU | Niue | Pacific
NZ | NZL | New Zealand | Pacific
OM | OMN | Oman | Europe and the Middle East
PA | PAN | Panama | Americas
PE | PER | Peru | Americas
PF | PYF | French Polynesia | Pacific
PG | PNG | Papua New Guinea | Pacific
PH | PHL | Philippines | Asia
PK | PAK | Pakistan | Asia
PL | POL | Poland | Europe and the Middle East
PM | SPM | Saint Pierre and Miquelon | Americas
PN | PCN | Pitcairn | Pacific
PR | PRI | Puerto Rico | Americas
PS | PSE | Palestine | Europe and the Middle East
PT | PRT | Portugal | Europe and the Middle East
PW | PLW | Palau | Pacific
PY | PRY | Paraguay | Americas
QA | QAT | Qatar | Europe and the Middle East
RE | REU | Réunion | Africa
RO | ROU | Romania | Europe and the Middle East
RS | SRB | Serbia | Europe and the Middle East
RU | RUS | Russia | Europe and the Middle East
RW | RWA | Rwanda | Africa
SA | SAU | Saudi Arabia | Europe and the Middle East
SB | SLB | Solomon Islands | Pacific
SC | SYC | Seychelles | Africa
SD | SDN | Sudan | Africa
SE | SWE | Sweden | Europe and the Middle East
SG | SGP | Singapore | Asia
SH | SHN | Saint Helena, Ascension and Tristan da Cunha | Africa
SI | SVN | Slovenia | Europe and the Middle East
SJ | SJM | Svalbard and Jan Mayen | Europe and the Middle East
SK | SVK | Slovakia | Europe and the Middle East
SL | SLE | Sierra Leone | Africa
SM | SMR | San Marino | Europe and the Middle East
SN | SEN | Senegal | Africa
SO | SOM | Somalia | Africa
SR | SUR | Suriname | Americas
SS | SSD | South Sudan | Africa
ST | STP | Sao Tome and Principe | Africa
SV | SLV | El Salvador | Americas
SX | SXM | Sint Maarten (Dutch part) | Americas
SY | SYR | Syria | Europe and the Middle East
SZ | SWZ | Eswatini | Africa
TC | TCA | Turks and Caicos Islands | Americas
TD | TCD | Chad | Africa
TF | ATF | French Southern Territories | Africa
TG | TGO | Togo | Africa
TH | THA | Thailand | Asia
TJ | TJK | Tajikistan | Asia
TK | TKL | Tokelau | Pacific
TL | TLS | Timor-Leste | Asia
TM | TKM | Turkmenistan | Asia
TN | TUN | Tunisia | Africa
TO | TON | Tonga | Pacific
TR | TUR | Türkiye | Europe and the Middle East
TT | TTO | Trinidad and Tobago | Americas
TV | TUV | Tuvalu | Pacific
TW | TWN | Taiwan | Asia
TZ | TZA | Tanzania | Africa
UA | UKR | Ukraine | Europe and the Middle East
UG | UGA | Uganda | Africa
UM | UMI | United States Minor Outlying Islands | Pacific
US | USA | United States | Americas
UY | URY | Uruguay | Americas
UZ | UZB | Uzbekistan | Asia
VA | VAT | Vatican City | Europe and the Middle East
VC | VCT | Saint Vincent and the Grenadines | Americas
VE | VEN | Venezuela | Americas
VG | VGB | British Virgin Islands | Americas
VI | VIR | United States Virgin Islands | Americas
VN | VNM | Vietnam | Asia
VU | VUT | Vanuatu | Pacific
WF | WLF | Wallis and Futuna | Pacific
WS | WSM | Samoa | Pacific
YE | YEM | Yemen | Europe and the Middle East
YT | MYT | Mayotte | Africa
ZA | ZAF | South Africa | Africa
ZM | ZMB | Zambia | Africa
ZW | ZWE | Zimbabwe | Africa
"""


def add(apps, schema_editor):
    Country = apps.get_model("aze_sites", "Country")
    rows = (line.split(" | ") for line in COUNTRIES.strip().splitlines())
    Country.objects.using(schema_editor.connection.alias).bulk_create(
        (Country(iso2=iso2, iso3=iso3, name=name, region=region) for iso2, iso3, name, region in rows),
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("aze_sites", "0001_initial")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop, elidable=False)]
