"""Releases changed by hand, so that every rule of the narrative has its case."""

from tests.printing.edited import (
    HIGHER,
    LOWER,
    OTHER,
    TEAM,
    agreed,
    cell,
    collected,
    comparison,
    divided,
    edited,
    entry,
    everybody,
    imported,
    invited,
    low,
    moved,
    no_change_is_shown,
    no_gap,
    no_move,
    spot,
    status,
    together,
    trend,
)

ABOUT = TEAM, "resources"
GAP_WITHIN = comparison(*ABOUT, **HIGHER, mean_team=2.2, tipping_point=1.5)
GAP_BELOW = comparison(
    *ABOUT,
    **LOWER,
    mean_leadership=2.2,
    mean_team=4.1,
    difference=-1.9,
    theta=0.1,
    tipping_point=-1.2,
)
SECOND = comparison(OTHER, "expectations", **HIGHER)
THIRD = comparison(OTHER, "resources", **HIGHER)
STRONG = {"strength": "strong"}
SURE = {"p_adjusted": {"at_most": 0.01}}
UNSURE = {"p_adjusted": None}


def both_ways(release):
    first, second, *_ = [
        found for found in release["items"]
        if (found["team"], found["dimension"]) == ABOUT
    ]  # fmt: skip
    first["difference"], second["difference"] = -0.6, 0.9
    found = entry(release, "comparisons", team=TEAM, dimension="resources")
    found["opposite_items"] = [first["item"], second["item"]]


CASES = {
    "within the scale": [no_gap, GAP_WITHIN],
    "one missing, within": [no_gap, GAP_WITHIN, invited(TEAM, 13)],
    "one missing, beyond": [
        no_gap, GAP_WITHIN, comparison(*ABOUT, tipping_point=9.9), invited(TEAM, 13),
    ],
    "team higher": [
        no_gap, GAP_BELOW, spot(*ABOUT, predicted=3.0, actual=4.1, difference=-1.1,
        blind=True),
    ],
    "team higher, one missing": [no_gap, GAP_BELOW, invited(TEAM, 13)],
    "everybody answered": [no_gap, GAP_WITHIN, everybody(None)],
    "one unknown": [
        no_gap, GAP_WITHIN, SECOND, invited(TEAM, None),
        comparison(OTHER, "expectations", tipping_point=None),
    ],
    "strong, beyond": [no_gap, GAP_WITHIN, comparison(*ABOUT, tipping_point=9.9,
        **STRONG)],
    "two strong": [no_gap, GAP_WITHIN, SECOND, comparison(*ABOUT, **STRONG),
        comparison(OTHER, "expectations", **STRONG)],
    "two notable": [no_gap, GAP_WITHIN, SECOND],
    "strong and notable": [no_gap, GAP_WITHIN, SECOND, comparison(*ABOUT, **STRONG)],
    "two strong of three": [no_gap, GAP_WITHIN, SECOND, THIRD,
        comparison(*ABOUT, **STRONG), comparison(OTHER, "expectations", **STRONG)],
    "three strong": [no_gap, GAP_WITHIN, SECOND, THIRD, comparison(*ABOUT, **STRONG),
        comparison(OTHER, "expectations", **STRONG),
        comparison(OTHER, "resources", **STRONG)],
    "both ways": [no_gap, GAP_BELOW, THIRD],
    "unsized": [no_gap, GAP_WITHIN, comparison(*ABOUT, difference=None, mean_team={
        "at_least": 4.5}, mean_leadership={"at_least": 4.5}, theta=None,
        tipping_point=None)],
    "slight": [no_gap, comparison(*ABOUT, verdict="slight", pattern="slight",
        direction="leadership_higher", theta=0.6)],
    "questions point both ways": [no_gap, GAP_WITHIN, both_ways],
    "all divided": [no_gap, GAP_WITHIN,
        divided("leadership", "resources", ad=1.1), divided(TEAM, "resources", ad=1.0),
        cell("leadership", "resources", mean=3.4)],
    "leadership divided": [no_gap, GAP_WITHIN, divided("leadership", "resources")],
    "leadership and two teams divided": [no_gap, divided("leadership", "resources"),
        divided(TEAM, "resources"), divided(OTHER, "collaboration", ad=0.9),
        cell(OTHER, "collaboration", bands=[0.4, 0.15, 0.45])],
    "team divided": [no_gap, GAP_WITHIN, divided(TEAM, "resources")],
    "small team divided": [no_gap, divided("Finance", "resources", ad=None)],
    "teams divided": [no_gap, divided(TEAM, "resources"),
        divided(OTHER, "collaboration")],
    "shared strength": [no_gap,
        agreed(OTHER, "resources", "aligned_strong", 4.0, 3.9)],
    "shared problem": [no_gap, agreed(OTHER, "resources", "aligned_weak", 3.1, 3.0)],
    "shared problem of one side": [no_gap,
        agreed(OTHER, "resources", "aligned_weak", 3.6, 3.4)],
    "shared strength and problem": [no_gap,
        agreed(OTHER, "resources", "aligned_strong", 4.0, 3.9),
        agreed(OTHER, "expectations", "aligned_weak", 3.1, 3.0)],
    "one blind spot": [no_gap, GAP_WITHIN, spot(*ABOUT, blind=True)],
    "one bound": [no_gap, GAP_WITHIN, spot(*ABOUT, blind=None)],
    "new and closed": [no_move, status(*ABOUT, "new", **SURE),
        status(OTHER, "resources", "closed", **SURE),
        comparison(OTHER, "resources", verdict="aligned", pattern="aligned_weak")],
    "one new": [no_move, status(*ABOUT, "new", **SURE)],
    "one closed": [no_move, no_gap, status(*ABOUT, "closed", **SURE),
        comparison(*ABOUT, verdict="slight", pattern="slight",
        direction="leadership_higher")],
    "one newly shown": [no_move, status(*ABOUT, "new", **UNSURE)],
    "one no longer shown": [no_move, no_gap, status(*ABOUT, "closed", **UNSURE)],
    "two newly shown": [no_move, status(*ABOUT, "new", **UNSURE),
        status(OTHER, "resources", "new", **UNSURE)],
    "two no longer shown": [no_move, no_gap, status(*ABOUT, "closed", **UNSURE),
        status(OTHER, "resources", "closed", **UNSURE)],
    "newly and no longer shown": [no_move, status(*ABOUT, "new", **UNSURE),
        status(OTHER, "resources", "closed", **UNSURE)],
    "wider": [no_move, status(*ABOUT, "widening", change={"at_least": 0.6}),
        trend(*ABOUT, "widening")],
    "wider, in a word": [no_move, status(*ABOUT, "widening", change=None)],
    "narrower": [no_move, status(*ABOUT, "narrowing", change=-0.7),
        trend(*ABOUT, "narrowing")],
    "narrower, in a word": [no_move,
        status(*ABOUT, "narrowing", change={"at_most": 0.2})],
    "averages": [no_move, moved(*ABOUT, verdict="rose", change=0.6),
        moved(OTHER, "resources", verdict="fell", change={"at_most": -0.4})],
    "averages, in a word": [no_move, moved(*ABOUT, verdict="rose", change=None),
        moved(OTHER, "resources", verdict="fell", change=None)],
    "one rose": [no_move, moved(*ABOUT, verdict="rose", change=0.6)],
    "one fell": [no_move, moved(*ABOUT, verdict="fell", change=-0.6)],
    "nothing moved": [no_move],
    "no move can be said": [no_move, no_change_is_shown],
    "one persists, one untold": [no_move, status(*ABOUT, "persisting"),
        status(OTHER, "resources", "too_few_to_tell")],
    "many persist": [no_move, *(status(team, "resources", "persisting")
        for team in ("Customer success", "Finance", TEAM, OTHER))],
    "open links": [collected("open", late=7)],
    "codes": [collected("codes", late=1)],
    "by mail": [collected("invited", reminders=2)],
    "by mail, one reminder": [collected("invited", late=1, reminders=1)],
    "by mail, no reminder": [collected("invited", closed=None)],
    "elsewhere": [imported],
    "one hardly answered": [invited(TEAM, 60)],
    "two hardly answered": [invited(TEAM, 60), invited(OTHER, 90)],
}  # fmt: skip
"""What is changed of the usual company."""
OF_OTHERS = {
    "together below": ("small", [no_gap, together("resources",
        direction="team_higher", pattern="gap_team_higher", difference=-0.6)]),
    "together, in a word": ("small", [no_gap, together("resources", difference={
        "at_least": -0.2})]),
    "low everywhere": ("one team", [no_gap, low("resources")]),
    "low beside a strength": ("one team", [no_gap, low("resources"),
        agreed(TEAM, "expectations", "aligned_strong", 4.0, 3.9)]),
    "many gaps": ("everything", [everybody(40)]),
}  # fmt: skip
"""What is changed of others."""


def case(name):
    """Give release and questionnaire of a case."""
    if name in OF_OTHERS:
        kind, changes = OF_OTHERS[name]
        return edited(*changes, kind=kind)
    return edited(*CASES[name])
