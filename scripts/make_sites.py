"""Made-up sites for measuring speed: the same number makes the same site, whatever the size of the registry.

Boundaries: star-shaped rings whose log-radius is a midpoint-displacement fractal (like a coastline, always a simple ring), 300 to 1,000
vertices (log-normal, median 480), area log-normal (median 90 km², 1 to 5,000 km²), 10 % of several islands, 6 % with a hole; WGS 84,
6 decimals. Positions: weighted boxes on land in the countries that hold most real sites, clustered as mountain ranges and islands are."""

import math
import random

# iso3, name, weight, (lon0, lat0, lon1, lat1)
BOXES = [
    ("MEX", "Mexico", 12, (-103, 16, -92, 24)),
    ("COL", "Colombia", 9, (-77, 1, -70, 10)),
    ("BRA", "Brazil", 8, (-53, -25, -40, -5)),
    ("PER", "Peru", 7, (-78, -15, -70, -4)),
    ("ECU", "Ecuador", 4, (-80, -4, -76.5, 1)),
    ("VEN", "Venezuela", 3, (-72, 3, -62, 10)),
    ("BOL", "Bolivia", 2, (-68, -20, -60, -12)),
    ("CHL", "Chile", 1, (-72.5, -42, -70.5, -25)),
    ("ARG", "Argentina", 2, (-69, -45, -60, -24)),
    ("GTM", "Guatemala", 2, (-91.5, 14.3, -89.5, 17.5)),
    ("HND", "Honduras", 2, (-88.5, 14, -84.5, 15.6)),
    ("CRI", "Costa Rica", 2, (-85, 9, -83, 10.8)),
    ("CUB", "Cuba", 2, (-83, 20.3, -75.5, 22.6)),
    ("HTI", "Haiti", 2, (-74, 18.2, -71.9, 19.8)),
    ("DOM", "Dominican Republic", 1, (-71.6, 18.2, -69, 19.6)),
    ("JAM", "Jamaica", 1, (-78.2, 17.9, -76.5, 18.4)),
    ("USA", "United States", 5, (-120, 31, -82, 45)),
    ("CAN", "Canada", 1, (-125, 49, -70, 58)),
    ("MDG", "Madagascar", 6, (44.5, -24.5, 49, -14)),
    ("ZAF", "South Africa", 4, (18.5, -34, 31, -24)),
    ("TZA", "Tanzania", 4, (31, -10.5, 39, -3)),
    ("KEN", "Kenya", 2, (35, -3, 40, 3)),
    ("ETH", "Ethiopia", 2, (35, 5, 42, 13)),
    ("CMR", "Cameroon", 3, (9.5, 3, 15, 8)),
    ("COD", "Democratic Republic of the Congo", 3, (17, -11, 29, 4)),
    ("AGO", "Angola", 1, (13.5, -16, 22, -7)),
    ("CIV", "Cote d'Ivoire", 1, (-8, 5.3, -3, 10)),
    ("MAR", "Morocco", 1, (-9, 30, -2, 35)),
    ("ESP", "Spain", 2, (-8.5, 37, -1, 43)),
    ("ITA", "Italy", 1, (8, 44, 13, 46.3)),
    ("TUR", "Turkey", 2, (28, 37, 43, 41)),
    ("IRN", "Iran", 2, (46, 28, 60, 37)),
    ("IND", "India", 7, (73.5, 9, 87, 28)),
    ("LKA", "Sri Lanka", 2, (79.9, 6.2, 81.6, 9)),
    ("CHN", "China", 7, (98, 22, 118, 35)),
    ("VNM", "Viet Nam", 2, (104.5, 10.5, 108.8, 22)),
    ("LAO", "Laos", 1, (101, 15, 106, 21)),
    ("THA", "Thailand", 1, (98.7, 14, 104, 19)),
    ("MMR", "Myanmar", 1, (94.5, 17, 98.5, 26)),
    ("MYS", "Malaysia", 2, (110, 1, 118.5, 6)),
    ("IDN", "Indonesia", 8, (97, -8.5, 120, 4)),
    ("PHL", "Philippines", 5, (120.3, 6.5, 126, 18)),
    ("PNG", "Papua New Guinea", 4, (141, -9.5, 149, -3.5)),
    ("AUS", "Australia", 5, (116, -36, 150, -16)),
    ("NZL", "New Zealand", 1, (168, -45.5, 176, -37.5)),
    ("NCL", "New Caledonia", 1, (164, -22.3, 166.8, -20.2)),
    ("JPN", "Japan", 2, (131, 32, 141, 42)),
    ("RUS", "Russia", 2, (40, 50, 130, 62)),
    ("FJI", "Fiji", 1, (177.3, -18.2, 178.6, -16.3)),
    ("STP", "Sao Tome and Principe", 1, (6.4, 0, 7.5, 1.7)),
]
CUM = []
_t = 0
for _b in BOXES:
    _t += _b[2]
    CUM.append(_t)
A = (
    "Alto",
    "Monte",
    "Serra",
    "Cerro",
    "Upper",
    "Lake",
    "Sierra",
    "Gunung",
    "Massif de",
    "Isla",
    "Valle",
    "Mount",
    "Reserva",
    "Forest of",
    "Coast of",
    "Río",
)
B = (
    "Nimba",
    "Talamanca",
    "Loma",
    "Kinabalu",
    "Tsara",
    "Bonito",
    "Verde",
    "Ankara",
    "São José",
    "Pico",
    "Mbam",
    "Uluguru",
    "Wet Tropics",
    "Peñas",
    "Chocó",
    "Yungas",
    "Ghāts",
    "Đà Lạt",
    "Karst",
    "Tepuí",
    "Ravine",
    "Escarpment",
)
CATEGORY = ("CR", "EN", "EW", "CR(PE)")
STATUS = ("confirmed", "candidate", "proposed", "former")
KM_PER_DEG = 111.195


def fractal(rng, n, rough):
    """n values on a loop: midpoint displacement of a 1-d signal."""
    g = rng.gauss
    v = [g(0, 0.28) for _ in range(8)]
    s = 0.28 * rough
    while len(v) < n:
        nxt = []
        add = nxt.append
        prev = v[0]
        for cur in v[1:] + [v[0]]:
            add(prev)
            add((prev + cur) / 2 + g(0, s))
            prev = cur
        v = nxt
        s *= rough
    m = len(v)
    return [v[i * m // n] for i in range(n)]


def ring(rng, lon, lat, area, n, rough=0.56):
    """Closed counter-clockwise ring of n distinct vertices round (lon, lat) with about `area` km2."""
    f = [math.exp(x) for x in fractal(rng, n, rough)]
    step = 2 * math.pi / n
    k = math.sin(step) / 2
    raw = sum(f[i - 1] * f[i] for i in range(n)) * k
    s = math.sqrt(area / raw) / KM_PER_DEG
    sx = s / math.cos(math.radians(lat))
    cos, sin = math.cos, math.sin
    pts = [
        [round(lon + sx * r * cos(i * step), 6), round(lat + s * r * sin(i * step), 6)]
        for i, r in enumerate(f)
    ]
    pts.append(pts[0])
    return pts, f, s, sx


def site(seed, number, small=False):
    """GeoJSON Feature of the site of this number; `small` ones are like protected areas, with fewer vertices."""
    rng = random.Random(seed * 1_000_003 + number)
    iso3, country, lon, lat = place(rng, seed)
    if small:
        area = min(max(rng.lognormvariate(math.log(8), 1.5), 0.05), 3000.0)
        vertices = int(min(max(rng.lognormvariate(math.log(44), 0.3), 30), 80))
    else:
        area = min(max(rng.lognormvariate(math.log(90), 1.5), 1.0), 5000.0)
        vertices = int(min(max(rng.lognormvariate(math.log(480), 0.35), 300), 1000))
    kind = rng.random()
    if kind < 0.10:
        geometry = {"type": "MultiPolygon", "coordinates": islands(rng, lon, lat, area, vertices)}
    else:
        rings = one_piece(rng, lon, lat, area, vertices, holed=kind > 0.94)
        geometry = {"type": "Polygon", "coordinates": rings}
    properties = {
        "code": f"AZE{number:06d}",
        "name": f"{rng.choice(A)} {rng.choice(B)} {number}",
        "iso3": iso3,
        "country": country,
        "species_count": 1 + int(rng.expovariate(0.9)),
        "category": rng.choices(CATEGORY, (55, 40, 2, 3))[0],
        "status": rng.choices(STATUS, (80, 10, 6, 4))[0],
        "area_km2": round(area, 3),
    }
    return {"type": "Feature", "id": number, "properties": properties, "geometry": geometry}


def place(rng, seed):
    """(iso3, country, lon, lat): near one of nine seeds in a country, or anywhere in it."""
    weight = rng.random() * CUM[-1]
    index = next(k for k, sum_ in enumerate(CUM) if weight < sum_)
    iso3, country, _, (x0, y0, x1, y1) = BOXES[index]
    cluster = random.Random(seed * 7919 + index * 101 + rng.randrange(9))
    cx, cy = cluster.uniform(x0, x1), cluster.uniform(y0, y1)
    if rng.random() < 0.35:
        cx, cy = rng.uniform(x0, x1), rng.uniform(y0, y1)
    lon = min(max(rng.gauss(cx, (x1 - x0) / 9), x0), x1)
    lat = min(max(rng.gauss(cy, (y1 - y0) / 9), y0), y1)
    return iso3, country, lon, lat


def islands(rng, lon, lat, area, vertices):
    """Two to six polygons, far enough apart not to touch."""
    count = rng.randint(2, 6)
    parts, offset, before = [], 0.0, 0.0
    for number in range(count):
        part = area * (0.6 if number == 0 else 0.4 / (count - 1))
        radius = math.sqrt(part / math.pi) / KM_PER_DEG
        if number:
            offset += 3.2 * radius + before
        before = 3.2 * radius
        east = lon + offset / math.cos(math.radians(lat))
        places, *_ = ring(rng, east, lat + rng.uniform(-radius, radius), part, max(12, vertices // count))
        parts.append([places])
    return parts


def one_piece(rng, lon, lat, area, vertices, *, holed):
    places, factors, s, sx = ring(rng, lon, lat, area, vertices)
    if not holed:
        return [places]
    reach, count = min(factors) * 0.45, max(8, vertices // 12)
    turns = [-2 * math.pi * j / count for j in range(count)]
    hole = [
        [round(lon + sx * reach * math.cos(t), 6), round(lat + s * reach * math.sin(t), 6)] for t in turns
    ]
    return [places, [*hole, hole[0]]]
