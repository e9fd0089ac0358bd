"""Pictures from outside: only their pixels are kept, upright and in bounds, and what is no picture is refused with a sentence."""

import io
import random
import struct
import zlib

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from sites.images import PictureRefused, media_type, reencoded

SECRET = "Canary Cove"


def photograph(size=(64, 32), kind="JPEG", mode="RGB", colour=(20, 90, 60), **options):
    """A file that is red in its left upper corner."""
    image = Image.new(mode, size, colour)
    image.paste((230, 20, 20), (0, 0, size[0] // 4, size[1] // 4))
    out = io.BytesIO()
    image.save(out, kind, **options)
    out.seek(0)
    return out


def exif(orientation=1):
    told = Image.Exif()
    told[0x0112], told[0x010E], told[0x013B] = orientation, SECRET, SECRET  # orientation, description, artist
    told.get_ifd(0x8825).update({1: "S", 2: (1.0, 17.0, 31.5), 3: "W", 4: (90.0, 26.0, 5.0)})
    return told.tobytes()


def opened(content):
    return Image.open(io.BytesIO(content))


def png_header(width, height):
    """The head of a PNG that claims to be this large."""
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = b"IDAT" + zlib.compress(bytes(9))
    chunks = [
        struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part))
        for part in (body, pixels)
    ]
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"".join(chunks))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_that_a_photograph_tells_of_place_and_person_is_kept(kind):
    options = {"exif": exif()} | ({"comment": SECRET} if kind == "JPEG" else {})
    if kind == "PNG":
        options["pnginfo"] = PngImagePlugin.PngInfo()
        options["pnginfo"].add_text("Location", SECRET)
    file = photograph(kind=kind, **options)
    assert SECRET.encode() in file.getvalue()

    content = reencoded(file)

    assert SECRET.encode() not in content
    assert not opened(content).getexif()
    assert set(opened(content).info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
    }


def test_a_photograph_taken_on_its_side_stands_upright():
    content = reencoded(photograph(exif=exif(orientation=6)))

    image = opened(content).convert("RGB")
    assert image.size == (32, 64)
    red = image.getpixel((28, 4))
    assert red[0] > 150 > red[1]


def test_a_large_picture_is_made_smaller_and_keeps_its_proportions():
    content = reencoded(photograph(size=(900, 300)), longest_edge=300)

    assert opened(content).size == (300, 100)


def test_a_small_picture_keeps_its_size():
    assert opened(reencoded(photograph(size=(64, 32)))).size == (64, 32)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_is_transparent_stays_so(kind):
    content = reencoded(photograph(kind=kind, mode="RGBA", colour=(0, 0, 0, 0)))

    assert media_type(content) == "image/png"
    assert opened(content).getpixel((60, 30))[3] == 0


@pytest.mark.parametrize(("mode", "kind"), [("L", "PNG"), ("P", "PNG"), ("CMYK", "JPEG"), ("I;16", "PNG")])
def test_every_way_to_write_colours_is_understood(mode, kind):
    out = io.BytesIO()
    Image.new(mode, (40, 40)).save(out, kind)

    assert media_type(reencoded(out)) == "image/jpeg"


def test_the_colours_of_a_profile_become_those_of_every_screen():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    content = reencoded(photograph(icc_profile=profile))

    assert "icc_profile" not in opened(content).info


def test_a_profile_that_cannot_be_read_spoils_no_picture():
    assert media_type(reencoded(photograph(icc_profile=b"no profile at all"))) == "image/jpeg"


def test_a_moving_picture_gives_its_first_frame():
    out = io.BytesIO()
    frames = [Image.new("RGB", (32, 32), colour) for colour in ("red", "blue")]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])

    content = reencoded(out)

    red = opened(content).convert("RGB").getpixel((16, 16))
    assert red[0] > 200 > red[2]


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (io.BytesIO(b""), "no picture"),
        (io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "no picture"),
        (io.BytesIO(b"GIF89a" + bytes(400)), "no picture"),
        (io.BytesIO(b"%PDF-1.7" + bytes(400)), "no picture"),
        (io.BytesIO(b"\xff\xd8\xff" + bytes(400)), "cannot be read"),
        (io.BytesIO(b"\x89PNG\r\n\x1a\n" + bytes(400)), "cannot be read"),
        (png_header(8_000, 8_000), "50 megapixels"),
        (png_header(12_000, 9_000), "50 megapixels"),
        (png_header(60_000, 60_000), "50 megapixels"),
        (photograph(size=(8, 8)), "too small"),
    ],
    ids=["empty", "svg", "gif", "pdf", "jpeg head", "png head", "64 Mpx", "108 Mpx", "bomb", "a dot"],
)
def test_a_file_that_cannot_be_published_is_refused_with_a_sentence(file, says):
    with pytest.raises(PictureRefused, match=says):
        reencoded(file)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_file_that_was_cut_off_is_refused(kind):
    noise = Image.frombytes("RGB", (80, 80), random.Random(1).randbytes(80 * 80 * 3))
    out = io.BytesIO()
    noise.save(out, kind)

    with pytest.raises(PictureRefused, match="cannot be read"):
        reencoded(io.BytesIO(out.getvalue()[: len(out.getvalue()) // 2]))


def test_a_file_that_is_too_large_is_not_read_to_its_end(monkeypatch):
    monkeypatch.setattr("sites.images.MOST_BYTES", 100)

    with pytest.raises(PictureRefused, match="larger than"):
        reencoded(photograph())


def test_a_picture_may_have_fifty_megapixels_and_no_more(monkeypatch):
    monkeypatch.setattr("sites.images.MOST_PIXELS", 64 * 32)

    assert reencoded(photograph(size=(64, 32)))
    with pytest.raises(PictureRefused, match="megapixels"):
        reencoded(photograph(size=(65, 32)))


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_no_damage_to_a_file_is_more_than_a_refusal(kind):
    whole, chance = photograph(kind=kind, exif=exif()).getvalue(), random.Random(7)

    for _attempt in range(150):
        damaged = bytearray(whole)
        for _place in range(chance.randrange(1, 12)):
            damaged[chance.randrange(8, len(damaged))] = chance.randrange(256)
        try:
            assert media_type(reencoded(io.BytesIO(bytes(damaged))))
        except PictureRefused:
            continue
