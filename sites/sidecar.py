"""What a CSV file cannot say of itself, beside it: metadata for tabular data (W3C, "CSV on the Web", csvw)."""

from . import columns, reuse
from .downloads import as_of

DATATYPES = {
    columns.NUMBER: "number",
    columns.DAY: "date",
    columns.MOMENT: "dateTimeStamp",
    columns.ADDRESS: "anyURI",
    columns.YES_NO: {"base": "boolean", "format": "yes|no"},
}


def of(file, stamp, address, rows):
    """The metadata of `file` as it lies at `address` with so many `rows`, as a JSON value."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": address,
        "dc:title": str(file.title),
        "dc:description": str(file.row),
        "dc:publisher": reuse.publisher(stamp),
        "dc:bibliographicCitation": reuse.citation(stamp),
        "dc:rights": reuse.licence(stamp),
        "dc:modified": as_of(stamp),
        "dc:extent": rows,
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tableSchema": {
            "columns": [_column(column) for column in file.columns],
            "primaryKey": list(file.key),
        },
    }


def _column(column):
    told = {
        "name": column.name,
        "titles": column.name,
        "dc:description": str(column.meaning),
        "datatype": DATATYPES.get(column.kind, "string"),
    }
    if column.kind == columns.LIST:
        told["separator"] = columns.BETWEEN
    if column.unit:
        told["dc:format"] = str(column.unit)
    if column.vocabulary:
        told["dc:source"] = {code: str(word) for code, word in column.vocabulary}
    return told
