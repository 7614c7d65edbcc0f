"""Logos: two formats in, one small picture out, and nothing hidden in it."""

import re
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile, PngImagePlugin

from diagnostic.brand import BrandError
from diagnostic.brand.logos import HIGHEST, MOST_KEPT, WIDEST, read_logo, size
from tests.brand.pictures import (
    SCRIPT,
    SVG,
    announced,
    bomb,
    logo,
    noise,
    opened,
    saved,
)

GREEN = (10, 125, 60)
CHUNKS = re.compile(rb"[a-zA-Z]{4}")
DRAWS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}


def chunks(png):
    """The kinds of parts that a PNG has."""
    found, at = set(), 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        found.add(kind)
        at += 12 + length
    assert at == len(png)
    return found


@pytest.mark.parametrize(
    "upload",
    [
        pytest.param(saved(logo()), id="PNG"),
        pytest.param(saved(logo(mode="RGB"), "JPEG"), id="JPEG"),
        pytest.param(saved(noise((640, 192))), id="noise"),
        pytest.param(saved(noise((640, 192), "RGBA")), id="transparent noise"),
        pytest.param(saved(noise((800, 400)), "JPEG"), id="photo"),
        pytest.param(saved(Image.new("L", (4000, 1))), id="line"),
        pytest.param(saved(logo((40, 16))), id="tiny"),
        pytest.param(saved(logo(mode="RGB").convert("CMYK"), "JPEG"), id="for print"),
        pytest.param(saved(logo(mode="RGB").quantize(8)), id="palette"),
        pytest.param(saved(Image.new("1", (90, 90))), id="two colours"),
    ],
)
def test_logo_becomes_a_small_png(upload):
    found = read_logo(upload)
    picture = opened(found)

    assert picture.format == "PNG"
    assert picture.width <= WIDEST
    assert picture.height <= HIGHEST
    assert len(found) <= MOST_KEPT
    assert chunks(found) <= DRAWS
    assert read_logo(upload) == found


def test_colours_and_shape_stay():
    picture = opened(read_logo(saved(logo((320, 96))))).convert("RGBA")

    assert picture.size == (320, 96)
    assert picture.getpixel((48, 48)) == (*GREEN, 255)
    assert picture.getpixel((0, 0))[3] == 0


def test_small_logo_is_not_made_larger():
    assert opened(read_logo(saved(logo((40, 16))))).size == (40, 16)


def test_sixteen_bits_become_eight():
    picture = opened(read_logo(saved(Image.new("I;16", (9, 9), 0xC000))))

    assert picture.convert("RGB").getpixel((0, 0)) == (0xC0,) * 3


def test_transparent_colour_of_a_palette_stays_transparent():
    drawn = logo((40, 16)).quantize(8, Image.Quantize.FASTOCTREE)

    assert opened(read_logo(saved(drawn))).convert("RGBA").getpixel((0, 0))[3] == 0


def test_photo_that_was_taken_sideways_stands_upright():
    turned = Image.Exif()
    turned[0x0112] = 6  # Orientation: the first row is the right side
    upload = saved(logo((60, 20), "RGB"), "JPEG", exif=turned)

    assert opened(read_logo(upload)).size == (20, 60)


def test_nothing_but_the_picture_is_kept():
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "Ana")
    told.add_text("Place", SCRIPT.decode(), zip=False)
    exif = Image.Exif()
    exif[0x010E] = "Made by Ana"
    png = saved(logo(), pnginfo=told, exif=exif, dpi=(300, 300), icc_profile=b"x" * 99)
    jpeg = saved(logo(mode="RGB"), "JPEG", exif=exif, comment=b"by Ana")

    for upload in (png + SCRIPT + b"PK\3\4", jpeg + SVG):
        found = read_logo(upload)
        assert b"Ana" not in found
        assert b"script" not in found
        assert opened(found).info.keys() <= {"transparency"}


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        pytest.param(SVG, "neither a PNG nor a JPEG", id="SVG"),
        pytest.param(b"", "neither a PNG nor a JPEG", id="empty"),
        pytest.param(b"%PDF-1.7", "neither a PNG nor a JPEG", id="PDF"),
        pytest.param(saved(logo(), "GIF"), "neither a PNG nor a JPEG", id="GIF"),
        pytest.param(saved(logo(), "WEBP"), "neither a PNG nor a JPEG", id="WebP"),
        pytest.param(saved(logo(), "TIFF"), "neither a PNG nor a JPEG", id="TIFF"),
        pytest.param(
            b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
            "neither a PNG nor a JPEG",
            id="PostScript",
        ),
        pytest.param(
            b"\x89PNG\r\n\x1a\n" + SVG, "(neither|damaged)", id="SVG that says PNG"
        ),
        pytest.param(saved(noise((99, 99)))[:9000], "damaged", id="half a PNG"),
        pytest.param(
            saved(noise((99, 99)), "JPEG")[:3000], "damaged", id="half a JPEG"
        ),
        pytest.param(announced(99, 99), "damaged", id="no pixels"),
        pytest.param(bytes(2_000_001), "up to 2 MB", id="too many bytes"),
        pytest.param(saved(noise((999, 999))), "up to 2 MB", id="large picture"),
        pytest.param(announced(4001, 4000), "16 million pixels", id="too many pixels"),
        pytest.param(announced(60_000, 60_000), "16 million pixels", id="gigabytes"),
        pytest.param(announced(10_000, 10_000), "16 million pixels", id="a warning"),
    ],
)
def test_what_is_no_logo_is_refused(upload, sentence):
    with pytest.raises(BrandError, match=sentence):
        read_logo(upload)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_half_a_file_is_refused_where_reports_are_printed_too(monkeypatch, kind):
    # WeasyPrint sets it when it is imported.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    half = saved(noise((99, 99)), kind)[:3000]

    with pytest.raises(BrandError, match="damaged"):
        read_logo(half)


def test_bomb_is_not_unpacked():
    upload = bomb(20_000, 20_000)
    assert len(upload) < 500_000  # 400 MB inside

    with pytest.raises(BrandError, match="16 million pixels"):
        read_logo(upload)


@settings(max_examples=60)
@given(st.data())
def test_damaged_file_is_a_logo_or_refused_in_a_sentence(data):
    kind = data.draw(st.sampled_from(("PNG", "JPEG")))
    upload = bytearray(saved(logo((80, 24), "RGB"), kind))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(2, len(upload) - 1))
        upload[place] = data.draw(st.integers(0, 255))

    try:
        found = read_logo(bytes(upload))
    except BrandError:
        return
    assert opened(found).format == "PNG"


@pytest.mark.parametrize(
    ("given_size", "fitted"),
    [
        ((320, 96), (160, 48)),
        ((96, 96), (48, 48)),
        ((40, 16), (40, 16)),
        ((320, 1), (160, 1)),
    ],
)
def test_logo_fits_its_frame_and_is_never_blown_up(given_size, fitted):
    assert size(read_logo(saved(Image.new("L", given_size))), 160, 48) == fitted
