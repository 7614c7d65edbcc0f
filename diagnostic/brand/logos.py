"""Logos: whatever is uploaded is drawn anew, small and with nothing else in it."""

import struct
from collections.abc import Iterator
from io import BytesIO
from itertools import product

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from diagnostic.brand.errors import BrandError

MOST_BYTES = 2_000_000
"""Of an upload."""
MOST_PIXELS = 16_000_000
"""64 MB once it is unpacked; a PNG of a few kilobytes can hold gigabytes."""
WIDEST, HIGHEST = 320, 96
"""Pixels of what is kept: twice what a page shows, for sharp screens."""
MOST_KEPT = 12_000
"""Bytes of what is kept: it stands in each page of a respondent."""
_FORMATS = ("PNG", "JPEG")
_PALETTES = (256, 128, 64)
_SHARES = (1, 0.75, 0.5, 0.25)
_SIXTEEN_BITS = "I;16"


def read_logo(upload: bytes) -> bytes:
    """Draw an uploaded logo anew as a small PNG.

    Text, profiles, places and whatever hides behind the picture are gone; what was
    transparent still is. The same upload gives the same bytes.

    Args:
        upload: a PNG or JPEG, told by its content and not by its name. SVG is not
            taken: it is a program that runs in the page.

    Returns:
        A PNG of at most 320 × 96 pixels and 12 kB.

    Raises:
        BrandError: too large, damaged, or neither PNG nor JPEG.
    """
    if len(upload) > MOST_BYTES:
        raise BrandError("a logo has up to 2 MB")
    # The smallest of these has fewer pixels than it may have bytes.
    return next(png for png in _written(_drawn(upload)) if len(png) <= MOST_KEPT)


def size(logo: bytes, width: float, height: float) -> tuple[int, int]:
    """Fit a logo that we wrote into a frame, never larger than it is.

    Returns:
        Width and height in whole units of the frame, at least 1.
    """
    wide, high = struct.unpack(">II", logo[16:24])  # PNG, 11.2.2 IHDR
    share = min(width / wide, height / high, 1)
    return max(1, round(wide * share)), max(1, round(high * share))


def _drawn(upload: bytes) -> Image.Image:
    # WeasyPrint lets the whole process take half a file for a picture.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(BytesIO(upload), formats=_FORMATS) as opened:
            _check_pixels(opened)
            opened.draft("RGB", (2 * WIDEST, 2 * HIGHEST))
            upright = ImageOps.exif_transpose(opened)
            if upright.mode.startswith(_SIXTEEN_BITS):
                upright = upright.point(lambda level: level / 256).convert("L")
            return _clear(upright.convert("RGBA"))
    except BrandError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except UnidentifiedImageError:
        raise BrandError("this is neither a PNG nor a JPEG") from None
    except Exception as error:  # what a damaged file raises is written nowhere
        raise BrandError("this picture is damaged") from error


def _check_pixels(opened: Image.Image) -> None:
    """Look at the size that the file announces, before any pixel is unpacked."""
    if opened.width * opened.height > MOST_PIXELS:
        raise _too_many_pixels()


def _too_many_pixels() -> BrandError:
    return BrandError("a logo has up to 16 million pixels: make it smaller")


def _clear(picture: Image.Image) -> Image.Image:
    """Copy the pixels and nothing else."""
    picture.thumbnail((WIDEST, HIGHEST), Image.Resampling.LANCZOS)
    copied = Image.frombytes("RGBA", picture.size, picture.tobytes())
    opaque = copied.getchannel("A").getextrema() == (255, 255)
    return copied.convert("RGB") if opaque else copied


def _written(picture: Image.Image) -> Iterator[bytes]:
    """Write it ever smaller: fewer colours first, then fewer pixels."""
    yield _png(picture)
    quantize = Image.Quantize
    method = quantize.MEDIANCUT if picture.mode == "RGB" else quantize.FASTOCTREE
    for share, number in product(_SHARES, _PALETTES):
        wide, high = (max(1, round(side * share)) for side in picture.size)
        smaller = picture if share == 1 else picture.resize((wide, high))
        yield _png(smaller.quantize(number, method))


def _png(picture: Image.Image) -> bytes:
    written = BytesIO()
    picture.save(written, "PNG", optimize=True)
    return written.getvalue()
