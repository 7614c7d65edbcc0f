"""Answer sheets in sealed boxes, all boxes of a wave equally long."""

import struct
from dataclasses import dataclass

from nacl.public import PrivateKey, SealedBox

from diagnostic.ballots.keys import WaveKey

LONGEST_COMMENT = 500
"""Characters of a comment."""
_BYTES_A_CHARACTER = 4
"""Of UTF-8, at most."""
_SIZE = struct.Struct(">H")


@dataclass(frozen=True)
class Shape:
    """How many answers the sheets of a wave have room for.

    Args:
        items: items of the questionnaire.
        predictions: predictions that a leader is asked for.
        comments: comments that may be written, one a dimension.
    """

    items: int
    predictions: int
    comments: int

    @property
    def size(self) -> int:
        """Bytes of a sheet before it is sealed."""
        longest = _SIZE.size + LONGEST_COMMENT * _BYTES_A_CHARACTER
        return _SIZE.size + self.items + self.predictions + self.comments * longest


@dataclass(frozen=True)
class Sheet:
    """What one person answered. There is no name, link or time in it.

    Args:
        department: its number in the wave, from 0.
        answers: one byte an item: the point, or the option's number from 1; 0 for
            'I can't say'.
        predictions: one byte a prediction, in the same way.
        comments: one a dimension, '' for none, 500 characters at most.
    """

    department: int
    answers: bytes
    predictions: bytes
    comments: tuple[str, ...]


def seal(key: WaveKey, shape: Shape, sheet: Sheet) -> bytes:
    """Seal a sheet, so that only the wave's key opens it.

    Raises:
        ValueError: the sheet does not have the wave's shape, or a comment is longer
            than 500 characters.
    """
    if (len(sheet.answers), len(sheet.predictions), len(sheet.comments)) != (
        shape.items,
        shape.predictions,
        shape.comments,
    ):
        raise ValueError("the sheet does not have the shape of its wave")
    written = [_SIZE.pack(sheet.department), sheet.answers, sheet.predictions]
    for comment in sheet.comments:
        if len(comment) > LONGEST_COMMENT:
            raise ValueError(f"a comment has up to {LONGEST_COMMENT} characters")
        text = comment.encode()
        written += [_SIZE.pack(len(text)), text]
    # Padded: the length of a box would tell who wrote much.
    plain = b"".join(written).ljust(shape.size, b"\0")
    return bytes(SealedBox(key.pair.public_key).encrypt(plain))


def unseal(key: WaveKey, shape: Shape, box: bytes) -> Sheet:
    """Open a sealed sheet.

    Raises:
        nacl.exceptions.CryptoError: sealed for another key, or changed.
    """
    plain = SealedBox[PrivateKey](key.pair).decrypt(box)
    (department,) = _SIZE.unpack_from(plain)
    items = _SIZE.size
    predictions = items + shape.items
    place = predictions + shape.predictions
    answers, predicted = plain[items:predictions], plain[predictions:place]
    comments = []
    for _ in range(shape.comments):
        (length,) = _SIZE.unpack_from(plain, place)
        place += _SIZE.size
        comments.append(plain[place : place + length].decode())
        place += length
    return Sheet(department, answers, predicted, tuple(comments))
