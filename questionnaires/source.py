"""Reads the text of a questionnaire file, and refuses what no reader should see."""

import re
from pathlib import Path

from questionnaires.problems import refusal
from questionnaires.saying import Said

LARGEST = 256 * 1024  # bytes; the largest of ours has a tenth of it

# tomllib keeps every beginning of a dotted key: one of 100,000 parts takes all
# memory. No key of the format has more than four.
_ENDLESS_KEY = re.compile(
    r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')\s*+\.\s*+){32}"""
)


def read(path: Path) -> bytes:
    """Read a file as far as a questionnaire can go.

    Raises:
        QuestionnaireError: it cannot be read, with the reason.
    """
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        raise refusal("there is no such file") from None
    except IsADirectoryError:
        raise refusal("this is a folder, not a file") from None
    except ValueError:  # a NUL in the path
        raise refusal("this cannot be the name of a file") from None
    except OSError as error:
        message = Said("the file cannot be read: {reason}", reason=error.strerror)
        raise refusal(message) from None


def decoded(source: bytes) -> str:
    """Give the text of a file that a TOML reader can be trusted with.

    Raises:
        QuestionnaireError: too large, empty, not text, not UTF-8, or a key that
            would take all memory.
    """
    if len(source) > LARGEST:
        raise refusal(
            Said("the file is larger than {largest} KB", largest=LARGEST // 1024)
        )
    if not source.strip():
        raise refusal("the file is empty")
    lines_before = source.partition(b"\0")[0].count(b"\n")
    if b"\0" in source and not source.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refusal("there is a NUL character", lines_before + 1)
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        raise refusal("the file is not written in UTF-8", line) from None
    if endless := _ENDLESS_KEY.search(text):
        line = text.count("\n", 0, endless.start()) + 1
        raise refusal("a key has too many parts", line)
    return text
