"""What may not be shown of a small company is in none of its documents."""

import dataclasses
import io
import re
import zipfile
from dataclasses import replace
from functools import cache
from itertools import chain
from statistics import fmean

import pikepdf
import pypdf
import pytest
import weasyprint

from diagnostic.rules import Rules
from questionnaires import load
from reports import slides, staff, tables, workbook
from reports.commentary import STAFF, Commentary
from reports.pdf import render
from tests.printing import companies
from tests.printing.companies import sheets
from tests.printing.papers import elements, poppler
from tests.printing.said import flat

HIDDEN = Rules(draws=199, max_tables=500)
SMALL = {
    "team": (
        {"leadership": 11, "Design": 4, "Marketing": 9, "Sales": 22},
        {"leadership": 3.9, ("Design", "resources"): 1.6, "Marketing": 2.4},
        "Design",
        HIDDEN,
    ),
    "leadership": (
        {"leadership": 4, "Marketing": 14, "Sales": 22},
        {"leadership": 4.4, "Marketing": 2.4},
        "leadership",
        HIDDEN,
    ),
    "declared": (
        {"leadership": 3, "Marketing": 12, "Sales": 25},
        {"leadership": 4.2, "Marketing": 2.4},
        "leadership",
        replace(HIDDEN, small_leadership="declared"),
    ),
}
"""People, true means, the group of which nothing or next to nothing is shown, rules."""
each = pytest.mark.parametrize("kind", SMALL)
FINE = (
    *("rules", "alpha", "bands", "theta"),
    *("cliffs_delta", "p_value", "p_adjusted", "p_holm"),
)
"""Under which a release holds more than a tenth, all where that may be shown."""
EXACT = re.compile(r"(?<![\w.,])\d+[.,]\d{2,}(?![\w])")
DECIMAL = re.compile(r"(?<![\w.,])\d+[.,]\d+(?![\w])")
MAKER = f"WeasyPrint {weasyprint.__version__}"
COMMENT = Commentary("Ana", {STAFF: "Thanks.", "foreword": "Read on."})


@cache
def company(kind):
    people, views, _, rules = SMALL[kind]
    return companies.company(people, views, rules=rules)


def printed(kind):
    """Give release and questionnaire, and the language of the documents."""
    return *company(kind)[:2], "pt" if kind == "leadership" else "en"


@cache
def documents(kind):
    """Give all that is said in any document, by where it stands."""
    report = render(*printed(kind), commentary=COMMENT, archival=True)
    paper = staff.render(*printed(kind), commentary=COMMENT)
    found = {
        **of_pdf("report", report),
        **of_pdf("staff", paper),
        **packed("slides", slides.render(*printed(kind))),
        **packed("workbook", workbook.render(*printed(kind))),
        **packed("tables", tables.render(*printed(kind))),
    }
    return found


def of_pdf(name, pdf):
    outline = pypdf.PdfReader(io.BytesIO(pdf)).outline
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        inside = {
            f"{name}: {file}": held.get_file().read_bytes().decode("utf-8-sig")
            for file, held in opened.attachments.items()
        }
        alts = [str(figure.Alt) for figure in elements(opened, "/Figure")]
        told = [str(value) for value in opened.docinfo.values()]
        xmp = texts(opened.Root.Metadata.read_bytes().decode())
    return inside | {
        f"{name}: text": poppler("pdftotext", "-layout", "-", "-", source=pdf).decode(),
        f"{name}: alternatives": "\n".join(alts),
        f"{name}: outline": "\n".join(str(entry.title) for entry in flat(outline)),
        f"{name}: information": "\n".join(told).replace(MAKER, ""),
        f"{name}: metadata": xmp.replace(MAKER, ""),
    }


def packed(name, content):
    """Give the text of the files within, and of those within these."""
    found: dict[str, str] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for file in archive.namelist():
            held = archive.read(file)
            if file.endswith(".xlsx"):
                found |= packed(f"{name}: {file}", held)
            elif file.endswith(".csv"):
                found[f"{name}: {file}"] = held.decode("utf-8-sig")
            elif file.endswith(".xml") and file != "docProps/app.xml":
                found[f"{name}: {file}"] = texts(held.decode())
    return found


def texts(xml):
    return "\n".join(re.findall(r">([^<>]+)<", xml))


def exact(part):
    """Give every figure of a diagnosis, as it was computed."""
    if isinstance(part, float):
        yield abs(part)
    elif dataclasses.is_dataclass(part):
        for field in dataclasses.fields(part):
            if field.name != "rules":
                yield from exact(getattr(part, field.name))
    elif isinstance(part, dict):
        for kid in part.values():
            yield from exact(kid)
    elif isinstance(part, tuple | list):
        for kid in part:
            yield from exact(kid)


def under(part, wanted):
    """Give what a release holds under a key, wherever it stands."""
    if isinstance(part, dict):
        own = [part[wanted]] if wanted in part else []
        return own + [found for kid in part.values() for found in under(kid, wanted)]
    kids = part if isinstance(part, list) else []
    return [found for kid in kids for found in under(kid, wanted)]


def by_hand(kind):
    """Give each mean of the group that is withheld, of items and dimensions."""
    people, views, group, _ = SMALL[kind]
    asked = load("leadership-alignment")
    drawn = [one for name, one in sheets(asked, people, views, 1) if name == group]
    top = asked.scale.points + 1
    for dimension in asked.dimensions:
        items = asked.items_of(dimension.key)
        turned = [
            [top - one[item.id] if item.reverse else one[item.id] for item in items]
            for one in drawn
        ]
        yield fmean(chain(*turned))
        yield from (fmean(answers) for answers in zip(*turned, strict=True))


def written(numbers):
    """Write figures with two digits and more, as any document could."""
    return {f"{number:.{digits}f}" for number in numbers for digits in (2, 3, 4, 5)} | {
        repr(number) for number in numbers if number * 10 % 1
    }


@each
def test_no_exact_figure_is_in_any_document(kind):
    released, _, found = company(kind)
    whole = {float(number) for number in range(101)}
    may = written({*whole, *(n for key in FINE for n in exact(under(released, key)))})
    may_not = written({*exact(found), *by_hand(kind)}) - may

    assert len(may_not) > 400
    assert len(documents(kind)) > 20
    for where, text in documents(kind).items():
        numbers = {number.replace(",", ".") for number in EXACT.findall(text)}
        assert (where, numbers & may_not) == (where, set())


@each
def test_no_decimal_is_in_any_document_that_the_release_does_not_hold(kind):
    released, _, _ = company(kind)
    percent = [100 * share for share in exact(released["rules"])]
    people = [float(group["answered"]) for group in released["groups"]]
    held = [*exact(released), *percent, *people]
    may = {f"{number:.{digits}f}" for number in held for digits in (1, 2, 3)}

    for where, text in documents(kind).items():
        numbers = {number.replace(",", ".") for number in DECIMAL.findall(text)}
        assert (where, numbers - may) == (where, set())
