"""One address of every public page and of its states, with the demonstration data: what every check over all pages visits."""

PAGES = {
    "home": "/",
    "list": "/sites/?limit=12",
    "filtered list": "/sites/?country=EC&q=isla",
    "empty list": "/sites/?q=nowhere",
    "unreadable list": "/sites/?foo=1&status=bad",
    "map": "/sites/map/?limit=12",
    "site": "/sites/ECU15/",
    "site without boundary": "/sites/PER6/",
    "list of species": "/species/?limit=12",
    "species": "/species/mimus-trifasciatus/",
    "criteria": "/criteria/",
    "about": "/about/",
    "submit": "/submit/",
    "policy makers": "/policy-makers/",
    "research scientists": "/research-scientists/",
    "conservation organizations": "/conservation-organizations/",
    "individual contributors": "/individual-contributors/",
    "screen": "/screen/",
    "screened place": "/screen/?near=-90.43,-1.3&km=100",
    "screen refused": "/screen/?place=here&km=-1",
    "not found": "/sites/ZZZ99/",
}
EXPECTED_REFUSALS = ("/screen/?place=here", "/sites/?foo=1", "/sites/?status=bad", "/sites/ZZZ99/")
