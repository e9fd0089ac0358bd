"""PURE. GeoJSON as it is sent: a geometry, a feature or a collection of features, in WGS 84 only."""

from .. import strict_json
from ..geojson import WGS84
from . import layers
from .reading import Problem, Refused, refuse

NAMES = ("name", "title", "label", "site", "site_name", "id", "code")
OTHERS = {"Topology": "TopoJSON", "FeatureSet": "Esri JSON"}
ESRI = {"rings", "paths", "spatialReference", "geometryType", "esriFieldTypeOID"}


def read(data):
    """The Contents of a JSON text. Raises Refused."""
    layers.check_count(data.count(b"["))
    try:
        value = strict_json.loads(data, exact=False)
    except strict_json.NotJson as error:
        refuse(error.code, **error.facts)
    if not isinstance(value, dict):
        refuse("G_OBJECT")
    if other := _other(value):
        refuse("F_FORMAT", format=other)
    _check_system(value)
    if value.get("type") == "FeatureCollection":
        features = value.get("features")
        if not isinstance(features, list):
            raise Refused(Problem("G_ARRAY", path="features"))
        found = [_feature(one, number, f"features.{number - 1}") for number, one in enumerate(features, 1)]
    elif value.get("type") == "Feature":
        found = [_feature(value, 1, "")]
    else:
        found = [layers.Feature(value)]
    return layers.Contents("GeoJSON", (layers.Layer(tuple(found)),))


def _other(value):
    if isinstance(value.get("type"), str) and value["type"] in OTHERS:
        return OTHERS[value["type"]]
    return "Esri JSON" if "type" not in value and ESRI & value.keys() else ""


def _check_system(value):
    crs = value.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    if crs is not None and not (isinstance(properties, dict) and properties.get("name") in WGS84):
        told = properties.get("name") if isinstance(properties, dict) else crs
        raise Refused(Problem("G_CRS", {"crs": str(told)[:200]}, path="crs"))


def _feature(value, number, path):
    where = f"{path}.geometry".lstrip(".")
    if not isinstance(value, dict) or value.get("type") != "Feature":
        kind = value.get("type") if isinstance(value, dict) else value
        problem = Problem("F_FEATURE", {"type": str(kind)[:40]}, feature=number, path=path)
        return layers.Feature(None, number, path=where, problems=(problem,))
    return layers.Feature(value.get("geometry"), number, _name(value), path=where)


def _name(feature):
    properties = feature.get("properties")
    told = {str(key).lower(): one for key, one in properties.items()} if isinstance(properties, dict) else {}
    found = [told[name] for name in NAMES if isinstance(told.get(name), (str, int))] + [feature.get("id")]
    return layers.named(found[0]) if isinstance(found[0], (str, int)) else ""
