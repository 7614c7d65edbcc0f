"""The tags of a PDF read back, with the words that each of them holds."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

_STEP = re.compile(
    rb"/\w+\s*<</MCID (?P<place>\d+)>>\s*BDC|(?P<artifact>/Artifact\s*BMC)"
    rb"|(?P<end>\bEMC\b)|/(?P<font>\w+) [\d.]+ Tf|\[(?P<shown>[^\]]*)\] TJ"
)
_LETTER = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]+)>")


@dataclass
class Tag:
    """A tag with what lies in it, in the order in which it is read aloud.

    Args:
        kind: of PDF: ``H1``, ``Table``, ``LI`` …
        page: on which it stands, from 0.
        kids: tags and pieces of text.
        alt: what is said instead.
        name: by which cells name this header.
        headers: names of the headers of this cell.
        span: columns of this cell.
        links: numbers of the annotations that belong to it.
    """

    kind: str
    page: int
    kids: "list[Tag | str]" = field(default_factory=list)
    alt: str = ""
    name: str = ""
    headers: tuple[str, ...] = ()
    span: int = 1
    links: list[tuple[int, int]] = field(default_factory=list)

    @property
    def said(self) -> str:
        """Join the words of this tag and of all within, without spaces."""
        return squeezed("".join(self.pieces()))

    def pieces(self) -> "Iterator[str]":
        """Give the pieces of text within, a line or a change of style each."""
        for kid in self.kids:
            yield from [kid] if isinstance(kid, str) else kid.pieces()

    def all(self, *kinds: str) -> "Iterator[Tag]":
        """Give this tag and those within that are of some kinds, in order."""
        if self.kind in kinds:
            yield self
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.all(*kinds)

    def tags(self) -> "list[Tag]":
        """Give the tags directly within."""
        return [kid for kid in self.kids if isinstance(kid, Tag)]


@dataclass
class Tagged:
    """A tagged PDF.

    Args:
        root: the tag of the document.
        outside: by page, text that stands in no tag of the tree.
        bare: text that bears no mark at all.
        twice: places that more than one tag claims.
    """

    root: Tag
    outside: list[list[str]]
    bare: list[str]
    twice: list[tuple[int, int]]


def squeezed(text: str) -> str:
    """Take out spaces: where a line breaks is no matter of words."""
    return "".join(text.split())


def read(pdf: bytes) -> Tagged:
    """Read the tags of a PDF."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        bare: list[str] = []
        texts = [_texts(page, bare) for page in opened.pages]
        pages = {page.obj.objgen: number for number, page in enumerate(opened.pages)}
        taken: list[tuple[int, int]] = []
        root = _tag(opened.Root.StructTreeRoot.K[0], pages, texts, taken)
    often = Counter(taken)
    outside = [
        [text for place, text in found.items() if (number, place) not in often]
        for number, found in enumerate(texts)
    ]
    twice = sorted(place for place, times in often.items() if times > 1)
    return Tagged(root, outside, bare, twice)


def _tag(
    element: pikepdf.Object,
    pages: dict[tuple[int, int], int],
    texts: list[dict[int, str]],
    taken: list[tuple[int, int]],
) -> Tag:
    attributes: Any = element.get("/A", {})
    page = pages[element.Pg.objgen] if "/Pg" in element else 0
    tag = Tag(
        str(element.S)[1:],
        page,
        alt=str(element.get("/Alt", "")),
        name=str(element.get("/ID", "")),
        headers=tuple(str(name) for name in attributes.get("/Headers", [])),
        span=int(attributes.get("/ColSpan", 1)),
    )
    for kid in element.K:
        if isinstance(kid, int):
            taken.append((page, kid))
            tag.kids.append(texts[page].get(kid, ""))
        elif kid.get("/Type") == "/OBJR":
            tag.links.append(kid.Obj.objgen)
        else:
            tag.kids.append(_tag(kid, pages, texts, taken))
    return tag


def _texts(page: pikepdf.Page, bare: list[str]) -> dict[int, str]:
    """Give the words of a page by the number of their mark."""
    fonts = {name[1:]: _letters(font) for name, font in page.Resources.Font.items()}
    found: dict[int, str] = {}
    place, letters = None, {}
    for step in _STEP.finditer(page.Contents.read_bytes()):
        if step["place"]:
            place = int(step["place"])
            found.setdefault(place, "")
        elif step["artifact"] or step["end"]:
            place = None
        elif step["font"]:
            letters = fonts[step["font"].decode()]
        else:
            codes = b"".join(re.findall(rb"<([0-9a-f]+)>", step["shown"]))
            split = (codes[at : at + 4] for at in range(0, len(codes), 4))
            said = "".join(letters[code] for code in split)
            if place is None:
                bare.append(said)
            else:
                found[place] += said
    return found


def _letters(font: pikepdf.Object) -> dict[bytes, str]:
    pairs = _LETTER.findall(font.ToUnicode.read_bytes())
    return {
        code: bytes.fromhex(sign.decode()).decode("utf-16-be") for code, sign in pairs
    }
