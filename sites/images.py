"""Pictures from outside as they may be published: decoded and drawn anew, so that nothing of the file itself remains.

A photograph tells where and by whom it was taken; a file may be something else than its name says. Only the pixels are kept."""

import io
import struct

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

KINDS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
MOST_BYTES = 25 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_EDGE = 2000
SMALLEST_EDGE = 16  # less is no picture of anything
BROKEN = (OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, OverflowError, struct.error)
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


class PictureRefused(ValueError):
    """This file cannot be published as a picture; its text is a sentence for the person who chose it."""


def reencoded(file, longest_edge=LONGEST_EDGE):
    """The bytes of a JPEG, or of a PNG where parts are transparent: the picture in `file` upright, at most `longest_edge` pixels long,
    in sRGB and without any metadata. Raises PictureRefused."""
    image = _opened(_content(file))
    try:
        drawn = _drawn(image, longest_edge)
        return _written(drawn)
    except BROKEN as error:
        raise PictureRefused(
            _("The picture cannot be read to its end: it is damaged or was cut off.")
        ) from error


def media_type(content):
    """What kind of picture these bytes are, told from their beginning; "" for anything else."""
    if content[:3] == b"\xff\xd8\xff":
        return KINDS["JPEG"]
    if content[:8] == b"\x89PNG\r\n\x1a\n":
        return KINDS["PNG"]
    return KINDS["WEBP"] if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else ""


def size_of(content):
    """(width, height) in pixels of a picture that `reencoded` gave."""
    with Image.open(io.BytesIO(content)) as image:
        return image.size


def _content(file):
    file.seek(0)
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise PictureRefused(
            _("The file is larger than %(megabytes)s MB.") % {"megabytes": MOST_BYTES // 1024 // 1024}
        )
    if not media_type(content):
        raise PictureRefused(_("This is no picture that can be read: choose a JPEG, PNG or WebP file."))
    return content


def _opened(content):
    try:
        image = Image.open(io.BytesIO(content), formats=tuple(KINDS))
    except BOMBS as error:
        raise _too_many_pixels() from error
    except BROKEN as error:
        raise PictureRefused(
            _("The picture cannot be read: it is damaged, or not what its name says.")
        ) from error
    if image.width * image.height > MOST_PIXELS:
        raise _too_many_pixels()
    if min(image.size) < SMALLEST_EDGE:
        raise PictureRefused(
            _("The picture is too small: it needs %(pixels)s pixels either way.") % {"pixels": SMALLEST_EDGE}
        )
    return image


def _too_many_pixels():
    return PictureRefused(
        _("The picture has more than %(megapixels)s megapixels: make it smaller.")
        % {"megapixels": MOST_PIXELS // 1_000_000}
    )


def _drawn(image, longest_edge):
    """The pixels of the first frame, turned upright, made small, in the colours of every screen."""
    profile = image.info.get("icc_profile")
    image.draft("RGB", (longest_edge, longest_edge))  # a JPEG is then read no larger than it is needed
    image.load()
    image = ImageOps.exif_transpose(image)
    transparent = image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info
    colours = image if image.mode == "RGB" else image.convert("RGBA" if transparent else "RGB")
    colours.thumbnail((longest_edge, longest_edge), Image.Resampling.LANCZOS)
    return _in_srgb(colours, profile) if profile and image.mode in ("RGB", "RGBA") else colours


def _in_srgb(image, profile):
    """The same colours without the profile that explains them; as they are where the profile cannot be read."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, *BROKEN):
        return image


def _written(image):
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    out = io.BytesIO()
    if bare.mode == "RGBA" and bare.getextrema()[3][0] < 255:
        bare.save(out, "PNG", optimize=True)
    else:
        bare.convert("RGB").save(out, "JPEG", quality=85, optimize=True, progressive=True)
    return out.getvalue()
