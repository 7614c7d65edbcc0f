"""``diagnostic wave create``."""

from datetime import UTC, datetime
from pathlib import Path

import click

from diagnostic.cli import options
from diagnostic.cli.deeds import noted
from diagnostic.cli.installed import installed
from diagnostic.cli.naming import beginning, end, moment
from diagnostic.cli.program import Refusal, plain
from diagnostic.cli.questionnaire import read_questionnaire
from diagnostic.cli.wave.notices import notices
from diagnostic.cli.wave.rosters import ROSTER, read
from diagnostic.pipeline import listing, waves
from diagnostic.roster import Mode, Roster, join_small
from diagnostic.rules import Rules, SmallLeadership

EXAMPLES = """\b
Examples:
    diagnostic wave create acme 2026-Q3 --questionnaire leadership-alignment
        --roster roster.csv --closes 2026-10-14
    diagnostic wave create acme crm --questionnaire initiative-readiness
        --subject "New CRM" --roster counts.csv --mode codes --join-small
"""


@click.command(epilog=EXAMPLES)
@click.argument("company")
@click.argument("name")
@click.option(
    "--questionnaire",
    required=True,
    metavar="KEY_OR_FILE",
    help="What is asked: leadership-alignment, initiative-readiness,"
    " execution-health, or a questionnaire file of your own.",
)
@ROSTER
@click.option(
    "--mode",
    type=click.Choice(["invited", "codes", "open"]),
    default="invited",
    show_default=True,
    help="How links are handed out: personal links by mail, one-time codes on"
    " printed cards, or one link a department that can be used repeatedly.",
)
@click.option(
    "--opens",
    metavar="DATE",
    type=beginning,
    help="Beginning, such as 2026-10-01 or 2026-10-01T08:00+01:00; in UTC unless it"
    " has a zone. A day without a time is from its start.  [default: at launch]",
)
@click.option(
    "--closes",
    metavar="DATE",
    type=end,
    help="End, in the same way. A day without a time is to its end.  [default: 14"
    " days after it opens]",
)
@options.MINIMUM
@click.option(
    "--small-leadership",
    type=click.Choice(["hidden", "declared"]),
    default=Rules.small_leadership,
    show_default=True,
    help="A leadership below the minimum: hidden, or shown as a group of 3 or more,"
    " which it is told before it answers.",
)
@click.option(
    "--subject",
    metavar="INITIATIVE",
    default="",
    help="The initiative that is asked about, in a few words.",
)
@click.option(
    "--language",
    type=click.Choice(["en", "pt"]),
    help="Of mails, cards and first pages.  [default: the company's]",
)
@click.option(
    "--join-small",
    is_flag=True,
    help="Join teams below the minimum as 'Other teams'.",
)
def create(
    company: str,
    name: str,
    questionnaire: str,
    roster: Path,
    mode: Mode,
    opens: datetime | None,
    closes: datetime | None,
    minimum: int,
    small_leadership: SmallLeadership,
    subject: str,
    language: str | None,
    join_small: bool,
) -> None:
    """Set up a wave as a draft; nobody is told yet.

    COMPANY is the company's slug. NAME is usually a quarter, such as 2026-Q3.
    """
    try:
        rules = Rules(minimum=minimum, small_leadership=small_leadership)
    except ValueError as error:
        raise Refusal(str(error)) from None
    asked = read_questionnaire(questionnaire)
    invited = read(roster, mode)
    with installed() as (_, installation):
        spoken = language or listing.company(installation, company).language
        others = waves.OTHERS[spoken]
        people = _joined(invited, minimum, others) if join_small else invited
        waves.create(
            installation,
            company,
            name,
            questionnaire=asked,
            roster=people,
            mode=mode,
            minimum=minimum,
            small_leadership=small_leadership,
            opens=opens,
            closes=closes,
            subject=subject,
            language=language,
            now=datetime.now(UTC),
        )
        noted(installation, company, "wave_created", wave=name)
        found = listing.wave(installation, company, name)
    for notice in notices(invited, people, rules):
        click.echo(plain(f"Note: {notice}."), err=True)
    begins = f"opens {moment(found.opens)}" if opens else "opens at launch"
    click.echo(
        plain(
            f"Set up {company}/{name}: {found.invited} people in"
            f" {len(people.departments)} departments, {begins}, closes"
            f" {moment(found.closes)}."
        )
    )
    click.echo(plain(f"Next: diagnostic wave launch {company}/{name}"))


def _joined(roster: Roster, minimum: int, name: str) -> Roster:
    try:
        return join_small(roster, minimum, name)
    except ValueError as error:
        raise Refusal(str(error)) from None
