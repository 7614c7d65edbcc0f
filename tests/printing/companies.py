"""Companies whose releases are printed: simulated answers through the real steps."""

from datetime import date

import numpy as np

from diagnostic.release import release
from diagnostic.rules import Rules
from diagnostic.stats import diagnose
from diagnostic.tally import tally_sheets
from questionnaires import Questionnaire, load
from tests.printing.shelf import shelved

# Fewer draws than in earnest: what is printed is the same.
RULES = Rules(draws=199, max_tables=500)
MARKUP = "<b>&\"'{x}</b> & <script>alert(1)</script>"
COMPOUND = (
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
)
OTHER_SCRIPT = "漢字チーム"
TWELVE = {f"Team {letter}": 6 + place for place, letter in enumerate("ABCDEFGHIJKL")}


def sheets(asked, people, views, seed, spread=0.5):
    """Yield answer sheets: people by group, true means by group and dimension."""
    draw = np.random.default_rng(seed)
    unit = asked.scale.range / 4
    for group, number in people.items():
        for _ in range(number):
            sheet = {}
            for dimension in asked.dimensions:
                mean = views.get((group, dimension.key), views.get(group, 3.5))
                camps = mean if isinstance(mean, tuple) else (mean,)
                person = camps[draw.integers(len(camps))] + draw.normal(0, spread)
                for item in asked.items_of(dimension.key):
                    point = 1 + (person + draw.normal(0, 0.7) - 1) * unit
                    point = int(np.clip(round(point), 1, asked.scale.points))
                    sheet[item.id] = (
                        asked.scale.points + 1 - point if item.reverse else point
                    )
                if group == "leadership":
                    for team in list(people)[1:6]:
                        guess = round(1 + (draw.normal(3.7, 0.6) - 1) * unit)
                        sheet[f"predict:{team}:{dimension.key}"] = int(
                            np.clip(guess, 1, asked.scale.points)
                        )
            for item in asked.choices:
                sheet[item.id] = item.options[draw.integers(len(item.options))].key
            yield group, sheet


def company(
    people,
    views=None,
    invited=None,
    asked=None,
    name="Example company",
    waves=0,
    closed=date(2026, 9, 30),
    rules=RULES,
    seed=1,
):
    """Give release, questionnaire and exact diagnosis; gaps widen wave by wave."""
    asked = asked or load("leadership-alignment")
    views = views or {}
    tallies = []
    for number in range(waves + 1):
        fade = 0.3 * (waves - number)
        then = {
            key: mean + fade if isinstance(key, tuple) and mean < 3 else mean
            for key, mean in views.items()
            if not isinstance(mean, tuple)
        } | {key: mean for key, mean in views.items() if isinstance(mean, tuple)}
        tallies.append(
            tally_sheets(
                asked,
                sheets(asked, people, then, seed + number),
                wave=f"2026-Q{number + 1}",
                invited=invited,
            )
        )
    releases: list[dict] = []
    for number, tally in enumerate(tallies):
        found = diagnose(tally, rules, invited, tallies[:number])
        about = {"company": name, "closed": closed, "program": "0.1.0"}
        releases.append(release(found, previous=tuple(releases), **about))
    return releases[-1], asked, found


def seven_points():
    """Ask the core questionnaire on a scale of seven points, in English only."""
    raw = load("leadership-alignment").model_dump(mode="json")

    def english(part):
        if isinstance(part, dict):
            if set(part) == {"en", "pt"}:
                return {"en": part["en"]}
            return {key: english(value) for key, value in part.items()}
        return [english(value) for value in part] if isinstance(part, list) else part

    raw = english(raw) | {"languages": ["en"], "key": "seven"}
    labels = {"en": [f"Point {point}" for point in range(1, 8)]}
    raw["scale"] = {"points": 7, "labels": labels}
    return Questionnaire.model_validate(raw)


@shelved
def known(kind):
    """Give release, questionnaire and exact diagnosis of a kind of company."""
    return KINDS[kind]()


def printed(kind: str) -> tuple[dict, Questionnaire]:
    """Give the release and the questionnaire of a kind of company."""
    written, asked, _ = known(kind)
    return written, asked


def _usual():
    people = {
        "leadership": 11,
        "Customer success": 9,
        "Finance": 6,
        "Marketing": 12,
        "Operations": 4,
        "Sales": 24,
    }
    views = {
        "leadership": 3.9,
        ("leadership", "collaboration"): (2.4, 4.8),
        ("Marketing", "resources"): 2.2,
        ("Marketing", "vision_clarity"): 2.5,
        ("Sales", "expectations"): 2.8,
    }
    invited = {group: number + 3 for group, number in people.items()}
    return company(people, views, invited, waves=3)


def _long():
    names = (MARKUP, COMPOUND, OTHER_SCRIPT)
    people = {"leadership": 8} | {name: 9 + 3 * i for i, name in enumerate(names)}
    views = {"leadership": 4.1, (MARKUP, "resources"): 2.2}
    return company(people, views, dict.fromkeys(people, 30), name=f"Acme {MARKUP}")


KINDS = {
    "usual": _usual,
    "small": lambda: company(
        {"leadership": 6, "Design": 5, "Marketing": 9, "Sales": 14},
        {"leadership": 4.0, ("Marketing", "resources"): 2.3},
    ),
    "hidden": lambda: company({"leadership": 2, "Marketing": 4, "Sales": 3}),
    "declared": lambda: company(
        {"leadership": 3, "Marketing": 12, "Sales": 25},
        {"leadership": 4.2, "Marketing": 2.4},
        rules=Rules(small_leadership="declared", draws=199, max_tables=500),
    ),
    "no leadership": lambda: company({"Marketing": 12, "Sales": 25}, closed=None),
    "only leadership": lambda: company({"leadership": 12}),
    "one team": lambda: company({"leadership": 9, "Marketing": 12}, name=None),
    "everything": lambda: company(
        {"leadership": 14, "Finance": 16, "Marketing": 18, "Sales": 30},
        {"leadership": 4.2, "Finance": 2.4, "Marketing": 2.3, "Sales": 2.6},
    ),
    "nothing": lambda: company({"leadership": 25, "Finance": 40, "Sales": 60}, seed=3),
    "long names": _long,
    "seven points": lambda: company(
        {"leadership": 12, "Marketing": 12, "Sales": 8},
        {"leadership": 4.0, "Marketing": 2.4},
        asked=seven_points(),
    ),
    "readiness": lambda: company(
        {"leadership": 12, "Marketing": 24, "Sales": 30},
        {"leadership": 4.5, "Marketing": 2.6, "Sales": 4.4},
        asked=load("initiative-readiness"),
    ),
    "twelve teams": lambda: company(
        {"leadership": 14, **TWELVE},
        {"leadership": 3.9, ("Team H", "ownership"): 2.4},
        asked=load("execution-health"),
    ),
}
