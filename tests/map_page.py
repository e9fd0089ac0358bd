"""A page with the map in a browser: opened once the map is drawn, clicked, and read from its canvases."""

READY = "html[data-ready]"
MIDDLE_OF = """(pane) => {
  const map = document.querySelector(".map").getBoundingClientRect();
  const canvas = document.querySelector(`.leaflet-${pane}-pane canvas`);
  const box = canvas.getBoundingClientRect();
  const scale = canvas.width / box.width;
  const at = [map.left + map.width / 2 - box.left, map.top + map.height / 2 - box.top].map((value) => value * scale);
  const copy = document.createElement("canvas").getContext("2d");
  copy.drawImage(canvas, ...at, 1, 1, 0, 0, 1, 1);
  return [...copy.getImageData(0, 0, 1, 1).data];
}"""


def visit(page, address):
    page.goto(address)
    page.locator(".map").scroll_into_view_if_needed()
    page.wait_for_selector(READY)


def click_middle(page):
    box = page.locator(".map").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def middle(page, pane):
    """[red, green, blue, alpha] in the middle of the map on one of its canvases: "base" or "signs"."""
    return page.evaluate(MIDDLE_OF, pane)


def attribute(page, name):
    return page.locator(".map").get_attribute(name)
