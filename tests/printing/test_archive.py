"""The report for the archive read back: what it claims, and what it carries."""

import csv
import io
import json
import zipfile
from datetime import datetime

import pikepdf
import pytest

from diagnostic.release import to_bytes, verify
from reports import tables
from reports.attachments import attachments
from reports.document import build, read
from reports.pdf import render
from tests.printing import papers, strange
from tests.printing.companies import printed
from tests.printing.papers import elements
from tests.printing.shelf import shelved
from tests.printing.test_branding import CLIENT, HOUSE


@shelved
def archived():
    return render(*printed("small"), brand=CLIENT, consultancy=HOUSE, archival=True)


@pytest.fixture
def opened():
    with pikepdf.open(io.BytesIO(archived())) as pdf:
        yield pdf


def test_it_claims_both_identifiers_and_describes_the_second(opened):
    xmp = opened.Root.Metadata.read_bytes().decode()

    with opened.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"
    # One description of the file, and in it the scheme that PDF/A does not know.
    assert xmp.count("<rdf:RDF") == 1
    assert "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>" in xmp


def test_it_is_tagged_in_a_language_and_in_colours_that_are_defined(opened):
    assert opened.Root.MarkInfo.Marked
    assert str(opened.Root.Lang) == "en"
    assert elements(opened, "/Figure")
    intent = opened.Root.OutputIntents[0]
    assert (intent.S, intent.DestOutputProfile.N) == ("/GTS_PDFA1", 3)


def test_pictures_are_not_smoothed_by_readers(opened):
    pictures = [
        found
        for found in opened.objects
        if isinstance(found, pikepdf.Stream) and found.get("/Subtype") == "/Image"
    ]

    assert len(pictures) >= 2
    assert not any(picture.get("/Interpolate", False) for picture in pictures)


def test_release_is_attached_byte_for_byte(opened):
    release, _ = printed("small")
    attached = opened.attachments["release.json"].get_file().read_bytes()

    assert attached == to_bytes(release)
    assert verify(json.loads(attached))


def test_sentences_are_attached_with_their_rules(opened):
    said = json.loads(opened.attachments["sentences.json"].get_file().read_bytes())

    assert {"said", "rule", "figures", "about", "sections"} == set(said[0])
    assert {one.rule for one in build(read(*printed("small"), "en")).told} == {
        entry["rule"] for entry in said
    }


def test_tables_are_attached_as_they_are_exported(opened):
    release, asked = printed("small")
    packed = tables.render(release, asked)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        exported = {name: archive.read(name) for name in archive.namelist()}
    attached = {
        name: found.get_file().read_bytes()
        for name, found in opened.attachments.items()
        if name.endswith(".csv")
    }

    assert attached == exported
    rows = list(
        csv.reader(io.StringIO(attached["comparisons.csv"].decode("utf-8-sig")))
    )
    assert len(rows) == 1 + len(release["comparisons"]) + len(release["totals"])


def test_every_attachment_is_data_of_the_report_with_a_name_and_a_kind(opened):
    names = [str(name) for name in opened.Root.Names.EmbeddedFiles.Names[::2]]
    listed = [str(one.UF) for one in opened.Root.AF]

    assert names == sorted(names)  # readers look them up by halving
    assert listed == names
    for found in opened.Root.AF:
        assert found.AFRelationship == "/Data"
        assert str(found.Desc)
        assert found.EF.F.Subtype in ("/application/json", "/text/csv")


def test_it_bears_no_date_but_the_day_of_closing(opened):
    dates = {
        str(value)
        for found in opened.Root.AF
        for value in (found.EF.F.Params.CreationDate, found.EF.F.Params.ModDate)
    }

    assert dates == {"D:20260930000000Z"}
    assert not [key for key in opened.docinfo if "Date" in key]
    assert "Date" not in opened.Root.Metadata.read_bytes().decode()


def attached(kind):
    reading = read(*printed(kind), "en")
    return attachments(reading, build(reading).told)


def test_wave_that_was_never_closed_bears_a_date_that_is_nobodys():
    assert {one.dated for one in attached("no leadership")} == {datetime(1980, 1, 1)}


def test_it_has_an_identifier_of_its_content(opened):
    first, second = opened.trailer.ID

    assert first == second
    with pikepdf.open(io.BytesIO(strange.archived())) as other:
        assert other.trailer.ID[0] != first


def test_pages_are_those_of_the_usual_report():
    with (
        pikepdf.open(io.BytesIO(render(*printed("small"), archival=True))) as pdf,
        papers.opened("small") as usual,
    ):
        drawn = [page.Contents.read_bytes() for page in pdf.pages]

        assert drawn == [page.Contents.read_bytes() for page in usual.pages]


def test_attachments_hold_no_name_twice_and_nothing_hidden():
    found = attached("hidden")
    release = json.loads(next(f.content for f in found if f.name == "release.json"))

    assert len({one.name for one in found}) == len(found)
    assert all(cell["mean"] is None for cell in release["cells"])
