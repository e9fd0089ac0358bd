"""Photos and files beside a form: by keyboard, over a bad line, on a telephone, and without JavaScript."""

import io
import random
import re

import pytest
from axe import barriers
from contributions import draft
from documents import pdf, picture
from narrow_line import KBIT_50, NarrowLine
from PIL import Image
from playwright.sync_api import expect

from submissions import vault

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 320, "height": 640}
NOTES = {"name": "notes from the field.txt", "mimeType": "text/plain", "buffer": b"Seen: 3 birds.\n"}
PROGRAM = {"name": "run.exe", "mimeType": "application/pdf", "buffer": b"MZ"}


def photo(kilobytes=20, name="IMG_2034.jpg"):
    """A picture that cannot be made smaller on the way."""
    side = int((kilobytes * 1024 / 3) ** 0.5)
    noise = Image.frombytes("RGB", (side, side), random.Random(7).randbytes(side * side * 3))
    out = io.BytesIO()
    noise.save(out, "PNG")
    return {"name": name.replace(".jpg", ".png"), "mimeType": "image/png", "buffer": out.getvalue()}


@pytest.fixture
def begun():
    return draft({"evidence": {"sources": ["Curio, E. (1964)."]}})


@pytest.fixture
def evidence(new_page, begun):
    """Opens the part."""

    def open_part(**options):
        page = new_page(**options)
        page.goto(f"/submissions/{begun[1]}/edit/evidence/")
        return page

    return open_part


@pytest.fixture
def line(live_server):
    line = NarrowLine(live_server.url)
    yield line
    line.close()


def control(page):
    return page.locator("#id_file")


def kept(page):
    return page.locator(".sent-file-name a")


def status(page):
    return page.locator("[data-sending-told]")


def expected_failures(page):
    """Takes what the browser notes of lines that failed on purpose."""
    page.faults = [fault for fault in page.faults if "ERR_" not in fault and "status of 4" not in fault]


def test_several_files_are_sent_one_after_the_other_and_told_of(evidence, begun):
    page = evidence()

    control(page).set_input_files([photo(), NOTES, PROGRAM])

    expect(kept(page)).to_have_text(["IMG_2034.png", "notes from the field.txt"])
    expect(page.locator(".sending-state")).to_have_text(re.compile("“run.exe” cannot be kept"))
    expect(status(page)).to_have_text(re.compile("“run.exe” cannot be kept"))
    page.get_by_role("button", name="Put it out of the list: run.exe").click()
    expect(page.locator(".sending")).to_be_hidden()
    assert [row.name for row in begun[0].attachments.all()] == ["IMG_2034.png", "notes from the field.txt"]
    expected_failures(page)


def test_what_is_said_of_a_file_is_saved_while_it_is_typed(evidence, begun):
    page = evidence()
    control(page).set_input_files(photo())

    page.get_by_label("What “IMG_2034.png” shows").fill("A nest on Champion")
    page.get_by_label("Who made it").fill("Ana Ríos")
    page.get_by_label("It may be published under CC BY 4.0").check()

    expect(page.get_by_text("Saved at")).to_be_visible()
    page.reload()
    expect(page.get_by_label("What “IMG_2034.png” shows")).to_have_value("A nest on Champion")
    expect(page.get_by_label("It may be published under CC BY 4.0")).to_be_checked()


def test_a_line_that_drops_three_times_brings_the_file_once_and_goes_on_where_it_was(new_page, begun, line):
    page = new_page()
    page.goto(f"{line.url}/submissions/{begun[1]}/edit/evidence/")
    sent, before = photo(400), line.went_up
    line.up = 10 * KBIT_50
    control(page).set_input_files(sent)
    for number in range(3):
        while line.went_up < before + (150 + 80 * number) * 1024:
            page.wait_for_timeout(100)
        line.drop(seconds=3)
        expect(page.locator(".sending-state")).to_contain_text("no connection; tries again in")
        expect(status(page)).to_contain_text("tried again by itself")

    expect(kept(page)).to_have_text(["IMG_2034.png"], timeout=60_000)
    (row,) = begun[0].attachments.all()
    with vault.opened(row.stored_as) as file:
        assert file.read() == sent["buffer"]
    assert line.went_up - before < (400 + 3 * 128 + 50) * 1024
    page.faults = [fault for fault in page.faults if line.url not in fault]


def test_over_50_kbit_a_file_comes_through(new_page, begun, line):
    page = new_page()
    page.goto(f"{line.url}/submissions/{begun[1]}/edit/evidence/")
    line.up = KBIT_50
    control(page).set_input_files(photo(30))

    expect(kept(page)).to_have_text(["IMG_2034.png"], timeout=30_000)
    page.faults = [fault for fault in page.faults if line.url not in fault]


def test_pauses_grow_while_nothing_comes_through_and_the_button_ends_them(evidence):
    page = evidence()
    page.clock.install()
    tries = []
    page.route("**/files", lambda route: (tries.append(1), route.abort()))
    control(page).set_input_files(NOTES)

    for number, seconds in enumerate((2, 4, 8, 15, 30, 60, 60), start=1):
        expect(page.locator(".sending-state")).to_have_text(
            f"no connection; tries again in {seconds} seconds"
        )
        assert len(tries) == number
        page.clock.run_for(seconds * 1000)
    expect(page.locator(".sending-state")).to_have_text("no connection; tries again in 60 seconds")
    page.unroute("**/files")
    page.get_by_role("button", name="Try now").click()

    expect(kept(page)).to_have_text(["notes from the field.txt"])
    expected_failures(page)


def test_a_server_that_is_busy_is_asked_again(evidence):
    page = evidence()
    page.clock.install()
    answers = iter([429, 503, 502])

    def answer(route):
        code = next(answers, None)
        route.continue_() if code is None else route.fulfill(status=code, body="")

    page.route("**/files", answer)
    control(page).set_input_files(NOTES)
    for seconds in (2, 4, 8):
        expect(page.locator(".sending-state")).to_contain_text(f"in {seconds} seconds")
        page.clock.run_for(seconds * 1000)

    expect(kept(page)).to_have_text(["notes from the field.txt"])
    page.faults = [fault for fault in page.faults if "status of" not in fault]


def test_a_file_that_waits_or_is_on_its_way_can_be_cancelled(evidence, begun):
    page = evidence()
    page.route("**/files", lambda route: None)  # never answered
    control(page).set_input_files([NOTES, photo()])
    expect(page.locator(".sending-name")).to_have_text(["notes from the field.txt", "IMG_2034.png"])

    page.get_by_role("button", name="Cancel: IMG_2034.png").click()
    expect(page.locator(".sending-name")).to_have_text(["notes from the field.txt"])
    expect(control(page)).to_be_focused()
    page.get_by_role("button", name="Cancel: notes").click()

    expect(page.locator(".sending")).to_be_hidden()
    expect(status(page)).to_have_text("“notes from the field.txt” is not sent.")
    assert begun[0].attachments.count() == 0


def test_what_is_too_large_or_empty_is_told_before_it_is_sent(evidence, tmp_path):
    page = evidence()
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.write(pdf())
        file.truncate(25 * 2**20 + 1)
    page.route("**/files", lambda route: pytest.fail("it was sent"))

    control(page).set_input_files(large)
    expect(page.locator(".sending-state")).to_contain_text("is too large: a file may have 25 MB")
    control(page).set_input_files(NOTES | {"buffer": b""})
    expect(page.locator(".sending-state").nth(1)).to_contain_text("is empty")


def test_leaving_while_a_file_is_on_its_way_is_asked_about(evidence):
    page = evidence()
    page.route("**/files", lambda route: None)
    page.get_by_role("textbox", name="Sources").click()
    control(page).set_input_files(NOTES)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    page.get_by_role("button", name="Save and go on").click()
    page.wait_for_timeout(500)

    assert asked == ["beforeunload"]
    expect(page.locator(".sending-name")).to_be_visible()
    page.get_by_role("button", name="Cancel: notes").click()


def test_everything_is_done_by_keyboard(evidence, begun):
    page = evidence()
    control(page).focus()
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(NOTES)
    expect(kept(page)).to_be_visible()

    page.get_by_role("heading", name="Photos and files").focus()
    for name in ("notes from the field.txt", "Take it away", "What “notes"):
        page.keyboard.press("Tab")
        assert name in page.evaluate(
            "document.activeElement.innerText || document.activeElement.labels[0].innerText"
        )
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")

    expect(kept(page)).to_have_count(0)
    expect(page.get_by_role("heading", name="Photos and files")).to_be_focused()
    expect(status(page)).to_have_text("The file was taken away.")
    assert begun[0].attachments.count() == 0


def test_the_tenth_file_takes_the_control_away_and_removing_one_brings_it_back(evidence):
    page = evidence()
    control(page).set_input_files([NOTES | {"name": f"{number}.txt"} for number in range(10)])

    expect(kept(page)).to_have_count(10)
    expect(control(page)).to_be_hidden()
    expect(page.get_by_text("There is room for no more files.")).to_be_visible()
    page.get_by_role("button", name="Take it away 3.txt").click()

    expect(control(page)).to_be_visible()


def test_without_javascript_a_file_goes_with_the_text_and_comes_back_with_the_page(evidence, begun):
    page = evidence(javascript=False)
    page.get_by_role("textbox", name="Sources").fill("Curio, E. & Kramer, P. (1964).")
    control(page).set_input_files(NOTES)
    page.get_by_role("button", name="Send this file").click()

    expect(kept(page)).to_have_text(["notes from the field.txt"])
    expect(page.get_by_role("textbox", name="Sources")).to_have_value("Curio, E. & Kramer, P. (1964).")
    page.get_by_label("What “notes from the field.txt” shows").fill("Counts of 2024")
    control(page).set_input_files(PROGRAM)
    page.get_by_role("button", name="Save and go on").click()

    expect(page.locator(".error-summary")).to_contain_text("“run.exe” cannot be kept")
    expect(page.get_by_label("What “notes from the field.txt” shows")).to_have_value("Counts of 2024")
    page.get_by_role("button", name="Take it away").click()
    expect(kept(page)).to_have_count(0)
    begun[0].refresh_from_db()
    assert begun[0].typed["evidence"]["sources"] == ["Curio, E. & Kramer, P. (1964)."]
    expected_failures(page)


def test_without_javascript_a_file_that_is_far_too_large_costs_no_text(evidence, begun, tmp_path, settings):
    settings.LARGEST_BODY = 2**20
    page = evidence(javascript=False)
    large = tmp_path / "large.pdf"
    large.write_bytes(pdf(bytes(2 * 2**20)))
    page.get_by_role("textbox", name="Sources").fill("Typed just now")
    control(page).set_input_files(large)
    page.get_by_role("button", name="Save and go on").click()

    expect(page.locator(".error-summary")).to_contain_text("Not everything arrived")
    expect(page.get_by_role("textbox", name="Sources")).to_have_value("Typed just now")
    expected_failures(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 800}, PHONE], ids=["desktop", "phone"])
def test_every_state_is_accessible_and_fits(evidence, scheme, viewport, begun):
    page = evidence(scheme=scheme, viewport=viewport)
    assert barriers(page) == []
    control(page).set_input_files(
        [
            photo(name=f"{'IMG_of_a_nest_' * 8}.jpg"),
            PROGRAM,
            {"name": "a.jpg", "mimeType": "", "buffer": picture()},
        ]
    )
    expect(kept(page)).to_have_count(2)
    page.route("**/files", lambda route: route.abort())
    control(page).set_input_files(NOTES)
    expect(page.get_by_role("button", name="Try now")).to_be_visible()

    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Cancel: notes").click()
    expected_failures(page)
