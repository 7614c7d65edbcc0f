"""Finds the line in which each key of a TOML file stands."""

import re
import tomllib
from collections.abc import Iterator

Path = tuple[str | int, ...]

# Nothing in a questionnaire lies deeper; a hostile file may have keys of
# thousands of parts, whose prefixes would cost quadratic memory.
DEEPEST = 8

_TOKEN = re.compile(
    r'''
    (?P<string> """(?:\\.|[^\\])*?"{3,5} | \'\'\'.*?'{3,5}
              | "(?:\\.|[^"\\\n])*" | '[^'\n]*' )
  | (?P<comment> \#[^\n]* )
  | (?P<word> [^\s\[\]{}=,.\#"']+ )
  | (?P<mark> [\[\]{}=,.\n] )
    ''',
    re.VERBOSE | re.DOTALL,
)


def key_lines(source: str) -> dict[Path, int]:
    """Map the path of every key, table and list entry to its line.

    A path is written as in the loaded data: ``("items", 0, "text", "pt")``.
    Lines count from 1.

    Args:
        source: TOML that ``tomllib`` accepts; nothing is checked again here.
    """
    return _Reader(source).read()


def line_of(path: Path, lines: dict[Path, int]) -> int | None:
    """Find the line of a path, or of the nearest thing around it."""
    for length in range(min(len(path), DEEPEST), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return None


def _tokens(source: str) -> Iterator[tuple[str, int]]:
    line, last = 1, 0
    for match in _TOKEN.finditer(source.replace("\r\n", "\n")):
        line += match.string.count("\n", last, match.start())
        last = match.start()
        if match.lastgroup != "comment":
            yield match.group(), line


class _Reader:
    """Walks once over the tokens of a document that is known to be valid."""

    def __init__(self, source: str) -> None:
        self.tokens = list(_tokens(source))
        self.at = 0
        self.lines: dict[Path, int] = {}
        self.last_table: dict[Path, int] = {}

    def read(self) -> dict[Path, int]:
        table: Path = ()
        while self.at < len(self.tokens):
            if self.sees("\n"):
                self.at += 1
            elif self.sees("["):
                table = self.header()
            else:
                self.pair(table)
        return self.lines

    def sees(self, *marks: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at][0] in marks

    def note(self, path: Path, line: int) -> None:
        if len(path) <= DEEPEST:
            self.lines.setdefault(path, line)

    def header(self) -> Path:
        line = self.tokens[self.at][1]
        brackets = 2 if self.tokens[self.at + 1][0] == "[" else 1
        self.at += brackets
        keys = self.key()
        self.at += brackets
        path: Path = ()
        for place, key in enumerate(keys, 1):
            path += (key,)
            if brackets == 2 and place == len(keys):
                self.last_table[path] = self.last_table.get(path, -1) + 1
                self.note(path, line)
            if path in self.last_table:
                path += (self.last_table[path],)
            self.note(path, line)
        return path

    def key(self) -> list[str]:
        keys = []
        while True:
            word = self.tokens[self.at][0]
            self.at += 1
            if word[0] in "\"'":
                word = tomllib.loads(f"key = {word}")["key"]
            keys.append(word)
            if not self.sees("."):
                return keys[:DEEPEST]
            self.at += 1

    def pair(self, path: Path) -> None:
        line = self.tokens[self.at][1]
        for key in self.key():
            path += (key,)
            self.note(path, line)
        self.at += 1  # the equals sign
        self.value(path)

    def value(self, path: Path) -> None:
        if self.sees("["):
            self.entries(path, "]")
        elif self.sees("{"):
            self.entries(path, "}")
        else:
            while self.at < len(self.tokens) and not self.sees(",", "]", "}", "\n"):
                self.at += 1

    def entries(self, path: Path, end: str) -> None:
        self.at += 1
        index = 0
        while not self.sees(end):
            if self.sees(",", "\n"):
                self.at += 1
            elif end == "}":
                self.pair(path)
            else:
                self.note((*path, index), self.tokens[self.at][1])
                self.value((*path, index))
                index += 1
        self.at += 1
