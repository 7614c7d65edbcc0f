"""A wave from its company to its report, by nothing but commands."""

import json
import shutil
from pathlib import Path

import openpyxl
import pptx
import pypdf
import pytest

from tests.commands import collecting
from tests.commands.collecting import (
    PEOPLE,
    WAVE,
    answer,
    denied,
    done,
    invited,
    launched,
    roster,
    status,
    tokens,
)
from tests.commands.running import run

EVERYBODY = sum(PEOPLE.values())


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """A sealed wave, and everything that its commands printed, errors among it."""
    printed = []

    def say(*arguments):
        result = run(*arguments)
        assert result.exit_code == 0, result.output
        printed.append(result.output)

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("sealed"))
        say("company", "add", "Acme")
        say(
            *("wave", "create", "acme", "2026-Q3", "--questionnaire", collecting.KEY),
            *("--roster", roster(), "--subject", "New CRM", "--minimum", "6"),
            *("--small-leadership", "declared"),
        )
        say("wave", "launch", WAVE, "--wait")
        sent = tokens()
        answer(sent.values())
        for command in (
            *(["status"], ["status", "--json"], ["remind", "--wait"]),
            *(["close"], ["status"], ["seal"], ["seal", "--wait"], ["status"]),
        ):
            say(
                "wave",
                command[0],
                *([] if command == ["list"] else [WAVE]),
                *command[1:],
            )
        say("check")
        say("report", WAVE)
        yield Path.cwd(), printed, sent


@pytest.fixture
def sealed(played, folder):
    """The folder of a sealed wave, to do with as one likes."""
    shutil.copytree(played[0] / "instance", folder / "instance")
    return folder


def test_no_command_prints_a_link_or_an_address(played):
    _, printed, sent = played
    everything = "\n".join(printed)

    assert len(sent) == EVERYBODY
    assert not [text for pair in sent.items() for text in pair if text in everything]
    assert "/s/" not in everything


def test_closing_and_sealing_say_what_comes_next(played):
    _, printed, _ = played

    assert (
        "acme/2026-Q3 is closed.\n"
        "Next: diagnostic wave seal acme/2026-Q3 evaluates it.\n"
    ) in printed
    sealings = [
        text for text in printed if text.startswith("acme/2026-Q3 is sealed.\n")
    ]
    assert len(sealings) == 2  # again is no error


def test_a_sealed_wave_has_no_key_and_no_mail(sealed):
    assert list((sealed / "instance" / "keys").iterdir()) == []
    assert status()["state"] == "sealed"
    assert status()["answered"] == EVERYBODY
    assert sum(status()["mail"].values()) == 0


def test_report_without_an_output_is_a_summary(played):
    assert "Marketing" in played[1][-1]
    assert "2026-Q3" in played[1][-1]


def test_report_is_written_in_every_form(sealed):
    printed = done(
        *("report", WAVE, "--pdf", "r.pdf", "--xlsx", "r.xlsx"),
        *("--pptx", "r.pptx", "--json", "r.json"),
        *("--language", "pt"),
    )

    assert printed == "Wrote r.pdf.\nWrote r.xlsx.\nWrote r.pptx.\nWrote r.json.\n"
    release = json.loads(Path("r.json").read_bytes())
    assert (release["company"], release["wave"]) == ("Acme", "2026-Q3")
    assert release["collection"]["reminders"] == 1
    assert release["rules"]["minimum"] == 6
    assert release["rules"]["small_leadership"] == "declared"
    assert "Direção" in pypdf.PdfReader("r.pdf").pages[0].extract_text()
    assert openpyxl.load_workbook("r.xlsx").sheetnames
    assert len(pptx.Presentation("r.pptx").slides) > 4


def test_report_for_the_archive_carries_the_release(sealed):
    done("report", WAVE, "--pdf", "a.pdf", "--archival", "--json", "r.json")

    attached = pypdf.PdfReader("a.pdf").attachments
    assert attached["release.json"] == [Path("r.json").read_bytes()]


def test_page_for_everybody_is_one_page_in_which_no_team_is_named(sealed):
    printed = done("report", WAVE, "--staff", "s.pdf", "--language", "en")

    assert printed == "Wrote s.pdf.\n"
    [page] = pypdf.PdfReader("s.pdf").pages
    assert "What you told us" in pypdf.PdfReader("s.pdf").metadata.title
    assert "single answers were deleted" in " ".join(page.extract_text().split())
    assert "Marketing" not in page.extract_text()


def test_archival_without_a_report_is_refused(sealed):
    said = denied("report", WAVE, "--archival", "--xlsx", "r.xlsx")

    assert said.startswith("--archival is said of the report: name one with --pdf;")


def test_seal_closes_first():
    invited()
    answer(tokens().values())

    assert done("wave", "seal", WAVE).startswith("acme/2026-Q3 is sealed.\n")
    assert status()["state"] == "sealed"


def test_a_wave_that_nobody_answered_can_be_sealed():
    launched()

    done("wave", "seal", WAVE)

    assert "Acme" in done("report", WAVE)


def test_it_all_works_on_postgresql(postgresql_url, monkeypatch):
    environ = {"DIAGNOSTIC_DATABASE_URL": postgresql_url}
    for name, value in environ.items():
        monkeypatch.setenv(name, value)

    invited()
    sent = tokens()
    answer(list(sent.values())[:-1], environ)
    done("wave", "remind", WAVE)
    done("backup", "open.backup")
    result = run("wave", "seal", WAVE)

    assert result.exit_code == 0
    assert done("check").count("ok ") == 10
    done("report", WAVE, "--json", "r.json")
    release = json.loads(Path("r.json").read_bytes())
    assert sum(group["answered"] for group in release["groups"]) == EVERYBODY - 1
