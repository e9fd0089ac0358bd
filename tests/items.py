"""The sites of the API as a program reads them."""

ITEMS = "/api/collections/sites/items"
OUTLINES = "/sites/outlines.json"


def get(client, query="", code=200):
    answer = client.get(ITEMS + query)
    assert answer.status_code == code, answer.content
    return answer.json()


def ids(client, query=""):
    return [feature["id"] for feature in get(client, query)["features"]]
