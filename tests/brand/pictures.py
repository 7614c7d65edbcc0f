"""Files that somebody could upload as a logo, each made by the format's own rules."""

import random
import struct
import zlib
from io import BytesIO

from PIL import Image, ImageDraw

SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">
<script>alert(1)</script></svg>"""
SCRIPT = b"<script>alert(1)</script>"


def saved(picture, kind="PNG", **options):
    written = BytesIO()
    picture.save(written, kind, **options)
    return written.getvalue()


def opened(content):
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


def logo(size=(640, 192), mode="RGBA", colour="#0a7d3c"):
    """A disc and two bars on nothing, as logos are."""
    drawn = Image.new(mode, size, 0 if mode == "RGBA" else "white")
    pen = ImageDraw.Draw(drawn)
    wide, high = size
    pen.ellipse((0, 0, high - 1, high - 1), fill=colour)
    pen.rectangle((high * 1.2, high * 0.2, wide, high * 0.4), fill=colour)
    pen.rectangle((high * 1.2, high * 0.6, wide * 0.8, high * 0.8), fill="#333333")
    return drawn


def noise(size, mode="RGB"):
    """Dots without any order, which no format can pack."""
    drawn = random.Random(1)  # noqa: S311  # a picture, not a key
    bands = len(mode)
    return Image.frombytes(mode, size, drawn.randbytes(size[0] * size[1] * bands))


def bomb(wide, high):
    """A PNG of few bytes that unpacks into many: all rows are zero."""
    packer = zlib.compressobj(9)
    row = bytes(1 + wide)
    rows = b"".join(packer.compress(row) for _ in range(high)) + packer.flush()
    return _png(struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0), rows)


def announced(wide, high):
    """A PNG that announces a size, and has no pixels for it."""
    header = struct.pack(">IIBBBBB", wide, high, 8, 6, 0, 0, 0)
    return _png(header, zlib.compress(b""))


def _png(header, rows):
    chunks = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(kind, content):
    checked = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checked)
