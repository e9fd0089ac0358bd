"""A request as it would be typed into the page for checks."""

from submissions.retyped import typed

REQUEST = {
    "claims": [
        {
            "species": "Exemplum insulare",
            "basis": "population_share",
            "category": "CR",
            "possibly_extinct": True,
            "possibly_extinct_in_the_wild": False,
            "site": {"best": 0, "min": None},
            "last_confirmed": 2024,
        }
    ],
    "elsewhere": [
        {"site": "Winter coast", "species": "Exemplum insulare", "basis": "sole_area", "percent": 99}
    ],
    "boundary": {"type": "Polygon", "coordinates": []},
    "point": [-30.15, -10.15],
    "countries": ["EC", "PE"],
    "rationale": "An island",
    "confirmed": True,
}


def test_every_fact_stands_in_the_field_that_asks_for_it():
    assert typed(REQUEST) == {
        "countries": ["EC", "PE"],
        "rationale": ["An island"],
        "point": ["-10.15, -30.15"],
        "boundary": ['{"type": "Polygon", "coordinates": []}'],
        "confirmed": ["on"],
        "others": ["supposed"],
        "claim": ["1"],
        "claim1-species": ["Exemplum insulare"],
        "claim1-basis": ["population_share"],
        "claim1-category": ["CR"],
        "claim1-possibly_extinct": ["on"],
        "claim1-site_best": ["0"],
        "claim1-last_confirmed": ["2024"],
        "other": ["1"],
        "other1-site": ["Winter coast"],
        "other1-species": ["Exemplum insulare"],
        "other1-basis": ["sole_area"],
        "other1-percent": ["99"],
    }


def test_the_record_of_the_red_list_is_left_to_the_registry_where_it_is_not_stated():
    told = typed(REQUEST, stated=False)

    assert "claim1-category" not in told
    assert "claim1-possibly_extinct" not in told


def test_where_nothing_is_said_of_other_sites_the_registry_is_asked():
    bare = typed({"claims": []})

    assert bare == {"rationale": [""], "others": ["registry"]}
    assert typed({"claims": [], "elsewhere": []})["others"] == ["supposed"]
