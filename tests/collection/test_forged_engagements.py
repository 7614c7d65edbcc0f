"""What is no archive, or not as it was made, is refused, and nothing is left of it."""

import hashlib
import io
import json
import zipfile

import pytest
from sqlalchemy import select

from diagnostic.pipeline import actions
from diagnostic.pipeline.engagements import parcels
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.release import digest, to_bytes
from diagnostic.store import models as m
from tests.collection.engaged import (
    LATER,
    OVER,
    members,
    packed,
    refused,
    rows,
    taken,
    told,
)

DAMAGED = {
    "nothing": lambda content: b"",
    "another file": lambda content: b"%PDF-1.7",
    "cut": lambda content: content[: len(content) // 2],
    "cut at its end": lambda content: content[:-1],
    "a byte of a release": lambda content: content.replace(b"waves/", b"waveZ/", 1),
}


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED)
def test_damaged_archive_is_refused(made, sqlite_elsewhere, damage):
    refused(sqlite_elsewhere, damage(made), "^this file is damaged, or no archive")


def test_flipped_bits_never_do_harm(made, sqlite_elsewhere):
    """Wherever a byte is another one, it is refused, or it did not matter."""
    before = rows(sqlite_elsewhere)
    for place in range(0, len(made), len(made) // 150):
        content = bytearray(made)
        content[place] ^= 0x10
        try:
            parcels.unpack(bytes(content))
        except RefusedError:
            continue
        assert parcels.unpack(bytes(content)) == parcels.unpack(made)
    assert rows(sqlite_elsewhere) == before


def stored(*files):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return written.getvalue()


def test_archive_that_swells_is_refused(sqlite_elsewhere):
    bomb = stored(("bomb", bytes(parcels.MOST_BYTES + 1)))

    assert len(bomb) < 100_000
    refused(sqlite_elsewhere, bomb, "^this archive is larger than 64 MB unpacked$")


def test_archive_that_lies_about_its_size_is_refused(sqlite_elsewhere):
    bomb = stored(("bomb", bytes(5000))).replace(
        (5000).to_bytes(4, "little"), (10).to_bytes(4, "little")
    )

    refused(sqlite_elsewhere, bomb, "^this file is damaged")


def test_archive_of_too_many_files_is_refused(sqlite_elsewhere):
    many = stored(*((str(n), b"") for n in range(parcels.MOST_FILES + 1)))

    refused(sqlite_elsewhere, many, "^this archive is larger")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_file_that_is_there_twice_is_refused(sqlite_elsewhere):
    twice = stored(("a", b"1"), ("a", b"2"))

    refused(sqlite_elsewhere, twice, "^this file is damaged")


def test_archive_without_or_with_other_digests_is_refused(made, sqlite_elsewhere):
    files = members(made)
    sums = files.pop(parcels.SUMS)

    refused(sqlite_elsewhere, stored(*files.items()), "^this file is damaged, or no")
    files = {**files, OVER: files[OVER].replace(b"2026-Q3", b"2026-Q1")}
    other = stored(*files.items(), (parcels.SUMS, sums))
    refused(sqlite_elsewhere, other, "^this archive is not as it was made: its digests")


def test_digests_are_those_of_sha256sum(made):
    files = members(made)
    sums = files.pop(parcels.SUMS).decode().splitlines()

    assert sums == [
        f"{hashlib.sha256(content).hexdigest()}  {name}"
        for name, content in files.items()
    ]


def changed(content, change):
    """Change what an archive tells, as a forger does who knows the format."""
    manifest = told(content)
    change(manifest)
    return packed(content, **{OVER: json.dumps(manifest).encode()})


def at(*path):
    """Give a function that puts a value somewhere."""

    def put(value):
        def change(manifest):
            around = manifest
            for step in path[:-1]:
                around = around[step]
            around[path[-1]] = value

        return change

    return put


WAVE = ("waves", 0)
FORGED = {
    "another format": (at("format")("alignment-engagement/2"), "format 1"),
    "more than there is": (at("more")(1), "engagement.json is not"),
    "slug": (at("company", "slug")("../acme"), "company.slug is not"),
    "name of two lines": (at("company", "name")("A\nB"), "company.name is not"),
    "name of nothing": (at("company", "name")(""), "company.name is not"),
    "half a character": (at("company", "name")("\ud800"), "company.name is not"),
    "language": (at("company", "language")("fr"), "company.language is not"),
    "colour": (at("brand", "first")("red"), "brand is not"),
    "link in the footer": (at("brand", "footer")("https://evil.example"), "brand is"),
    "no brand of a logo": (at("brand")(None), "brand is not"),
    "id": (at(*WAVE, "id")("../../etc/passwd"), r"waves\[0\].id is not"),
    "address as a name": (at(*WAVE, "name")("a@b.example"), r"waves\[0\].name is not"),
    "another name": (at(*WAVE, "name")("2026-Q9"), "2026-Q9: name is not"),
    "name that is there": (at(*WAVE, "name")("2026-Q4"), "waves: name is not"),
    "minimum": (at(*WAVE, "minimum")(4), "2026-Q3: minimum is not"),
    "rules": (at(*WAVE, "rules")({"minimum": 3}), "2026-Q3: rules is not"),
    "mode": (at(*WAVE, "mode")("codes"), "2026-Q3: mode is not"),
    "moment": (at(*WAVE, "opens")("2026-09-01"), r"waves\[0\].opens is not"),
    "moment elsewhere": (
        at(*WAVE, "opens")("2026-09-01T09:00:00+01:00"), r"waves\[0\].opens is not",
    ),
    "end before the beginning": (
        at(*WAVE, "closes")("2026-08-01T09:00:00+00:00"), "2026-Q3: closes is not",
    ),
    "another end": (
        at(*WAVE, "closed")("2026-09-02T09:00:00+00:00"), "2026-Q3: closed is not",
    ),
    "huge number": (at(*WAVE, "late")(2**31), r"waves\[0\].late is not"),
    "truth as a number": (at(*WAVE, "late")(True), r"waves\[0\].late is not"),
    "department": (
        at(*WAVE, "departments", 1, "name")("Board"), "2026-Q3: departments is not",
    ),
    "department twice": (
        at(*WAVE, "departments", 1, "slug")("leadership"), "departments: slug is not",
    ),
    "comment of another group": (
        at(*WAVE, "comments", 0, "department")("Board"), "comments: department is not",
    ),
    "NUL in a comment": (
        at(*WAVE, "comments", 0, "text")("a\0b"), r"comments\[0\].text is not",
    ),
    "unknown act": (at("log", 0, "act")("answered"), r"log\[0\] is not"),
    "address in the log": (
        at("log", 0, "about")({"wave": "maria@acme.example"}), r"log\[0\] is not",
    ),
    "file that is not named": (at(*WAVE, "kept")(False), "waves is not"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "sentence"), FORGED.values(), ids=FORGED)
def test_forged_archive_is_refused(made, sqlite_elsewhere, change, sentence):
    refused(sqlite_elsewhere, changed(made, change), sentence)


def of_first(made, name):
    return f"waves/{told(made)['waves'][0]['id']}/{name}"


def test_changed_release_is_refused(made, sqlite_elsewhere):
    name = of_first(made, "release.json")
    release = json.loads(members(made)[name])
    release["cells"][0]["mean"] = 4.9

    content = packed(made, **{name: to_bytes(release)})
    refused(sqlite_elsewhere, content, "^the release of 2026-Q3 was changed$")
    release["sha256"] = digest(release)
    content = packed(made, **{name: json.dumps(release).encode()})
    refused(sqlite_elsewhere, content, "^the release of 2026-Q3 was changed$")
    release["cells"][0]["group"] = "Board"
    content = packed(made, **{name: to_bytes({**release, "sha256": digest(release)})})
    refused(sqlite_elsewhere, content, r"release.json: cells\[0\].*is not as it should")


OTHER_FILES = {
    "questionnaire": ("questionnaire.toml", b"key = 1", "questionnaire.toml is not"),
    "binary": ("questionnaire.toml", b"\xff\0", "questionnaire.toml is not"),
    "no JSON": ("release.json", b"{", "release.json is not"),
    "NaN": ("release.json", b'{"groups": NaN}', "release.json: groups is not"),
    "deep": ("release.json", b"[" * 100_000, "release.json is not"),
    "kept list": ("kept.json", b"[]", "kept.json is not"),
    "kept of another": ("kept.json", b'{"format": "x"}', "kept.json is not"),
}


OWN = {"language": "en", "section": "map", "text": "Look."}
OTHER_WORDS = {
    "no list": OWN,
    "no words": [OWN | {"text": ""}],
    "too many": [OWN | {"text": "a" * 2001}],
    "bell": [OWN | {"text": "a\a"}],
    "written in another way": [OWN | {"text": "a \r\n"}],
    "language": [OWN | {"language": "fr"}],
    "section": [OWN | {"section": "../map"}],
    "more": [OWN | {"author": "me"}],
    "twice": [OWN, OWN | {"text": "Other."}],
}


@pytest.mark.parametrize("own", OTHER_WORDS.values(), ids=OTHER_WORDS)
def test_words_that_could_not_be_typed_here_are_refused(made, sqlite_elsewhere, own):
    name = of_first(made, "commentary.json")
    forged = packed(made, **{name: json.dumps(own).encode()})

    refused(sqlite_elsewhere, forged, "commentary.json is not as it should be")


def test_words_on_a_wave_that_is_not_there_are_refused(made, sqlite_elsewhere):
    name = f"waves/{'0' * 16}/commentary.json"
    forged = packed(made, **{name: json.dumps([OWN]).encode()})

    refused(sqlite_elsewhere, forged, "waves is not as it should be")


AGREED = {
    **{"dimension": "resources", "team": "Sales", "pattern": "slight"},
    **{"what": "Meet.", "owner": "", "due": "2026-12-01", "state": "open"},
    **{"note": "", "figure": "gap", "measure": "Days", "unit": "days"},
    **{"created": "2026-10-01T09:00:00+00:00"},
    "measured": [{"quarter": "2026-07-01", "value": 1.5}],
}
OTHER_ACTIONS = {
    "no list": AGREED,
    "a key too many": [AGREED | {"reminded_id": 1}],
    "no such dimension": [AGREED | {"dimension": "luck"}],
    "no such team": [AGREED | {"team": "Nowhere"}],
    "leadership as a team": [AGREED | {"team": "leadership"}],
    "no such pattern": [AGREED | {"pattern": "luck"}],
    "no such state": [AGREED | {"state": "late"}],
    "no such figure": [AGREED | {"figure": "luck"}],
    "nothing to do": [AGREED | {"what": ""}],
    "too long": [AGREED | {"what": "a" * 1001}],
    "not tidy": [AGREED | {"owner": "two  spaces"}],
    "steering": [AGREED | {"note": "a\u202eb"}],
    "a unit of nothing": [AGREED | {"measure": ""}],
    "no day": [AGREED | {"due": "soon"}],
    "no moment": [AGREED | {"created": "2026-10-01"}],
    "no quarter": [AGREED | {"measured": [{"quarter": "2026-07-02", "value": 1}]}],
    "a quarter twice": [
        AGREED | {"measured": 2 * [{"quarter": "2026-07-01", "value": 1}]}
    ],
    "of nothing": [AGREED | {"measure": "", "unit": ""}],
    "no number": [AGREED | {"measured": [{"quarter": "2026-07-01", "value": "1"}]}],
}


def written(value):
    return json.dumps(value).encode()


def test_actions_that_could_be_agreed_on_here_are_taken(made, sqlite_elsewhere):
    name = of_first(made, "actions.json")

    taken(sqlite_elsewhere, packed(made, **{name: written([AGREED])}))

    [found] = actions.listed(sqlite_elsewhere, "acme", LATER)
    assert found.agreed.what == "Meet."


@pytest.mark.parametrize("found", OTHER_ACTIONS.values(), ids=OTHER_ACTIONS)
def test_actions_that_could_not_be_agreed_on_here_are_refused(
    made, sqlite_elsewhere, found
):
    forged = packed(
        made, **{of_first(made, "actions.json"): json.dumps(found).encode()}
    )

    refused(sqlite_elsewhere, forged, "actions.json is not as it should be")


def test_archive_without_actions_is_read_as_before(made, sqlite_elsewhere):
    files = {n: c for n, c in members(made).items() if not n.endswith("actions.json")}
    files.pop(parcels.SUMS)

    taken(sqlite_elsewhere, parcels.pack(files))

    assert actions.listed(sqlite_elsewhere, "acme", LATER) == []


@pytest.mark.parametrize(
    ("name", "content", "sentence"), OTHER_FILES.values(), ids=OTHER_FILES
)
def test_forged_file_is_refused(made, sqlite_elsewhere, name, content, sentence):
    forged = packed(made, **{of_first(made, name): content})

    refused(sqlite_elsewhere, forged, sentence)


def test_forged_logo_is_refused_and_a_good_one_drawn_anew(made, sqlite_elsewhere):
    svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    refused(sqlite_elsewhere, packed(made, **{"brand.png": svg}), "brand is not")
    hiding = members(made)["brand.png"] + b"<script>"

    taken(sqlite_elsewhere, packed(made, **{"brand.png": hiding}))

    with sqlite_elsewhere.database.reading() as session:
        [kept] = session.scalars(select(m.Brand.logo))
    assert kept == members(made)["brand.png"]
