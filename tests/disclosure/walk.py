"""Another company with the same releases: the proof that no attacker can tell.

From a company it walks in small steps (two people of a group change an answer each, in
opposite directions) and keeps a step only if every release stays the same, byte for
byte. A count that ever differs on the way cannot be known from what is published,
however clever the attacker: it is the solver's check from the other side.
"""

from dataclasses import replace

import numpy as np

from diagnostic.release import to_bytes


def counts(company):
    """Count people per point of an item, and per dimension score, in every group."""
    found = {}
    for wave, tally in enumerate(company.tallies()):
        for (group, item), people in tally.items.items():
            for point, number in enumerate(people, 1):
                found[wave, group, item, point] = int(number)
        for (group, dimension), cell in tally.scores.items():
            for code, number in zip(cell.codes, cell.counts, strict=True):
                found[wave, group, dimension, code / cell.unit] = int(number)
    return found


def walk(company, steps, rng):
    """Give the counts above 0, those that changed on the way, and steps kept."""
    published = [to_bytes(document) for document in company.releases()]
    first = counts(company)
    occupied = {key for key, number in first.items() if number}
    moved: set = set()
    kept = 0
    for _ in range(steps):
        left = sorted(occupied - moved, key=str)
        if not left:
            break
        wave, group, key, _ = left[int(rng.integers(len(left)))]
        other = _step(company, wave, company.groups.index(group), key, rng)
        if other is None:
            continue
        if [to_bytes(document) for document in other.releases()] == published:
            company, kept = other, kept + 1
            now = counts(company)
            moved |= {key for key in occupied if now.get(key, 0) != first[key]}
    return occupied, moved, kept


def _step(company, wave, group, key, rng):
    """Let pairs of people in one group swap a point, now and then without a trace."""
    answers = company.answers[wave].astype(int)
    people = np.flatnonzero(company.membership == group)
    items = [i.id for i in company.questionnaire.items]
    inside = [n for n, id in enumerate(items) if id.startswith(key[:2])]
    aim = items.index(key) if key in items else int(rng.choice(inside))
    one, other = rng.choice(people, 2, replace=False)
    way = int(rng.choice((-1, 1)))
    if rng.random() < 0.4 and len(inside) > 1:  # both keep their scores
        balance = int(rng.choice([n for n in inside if n != aim]))
        for item, step in ((aim, way), (balance, -way)):
            answers[one, item] += step
            answers[other, item] -= step
    else:
        for number in range(int(rng.choice((1, 1, 2, 4)))):
            item = aim if number == 0 else int(rng.choice(inside))
            if number and rng.random() < 0.5:
                one, other = rng.choice(people, 2, replace=False)
            answers[one, item] += way
            answers[other, item] -= way * int(rng.random() < 0.8)
            way = int(rng.choice((-1, 1)))
    given = company.answers[wave] > 0
    answers[~given] = 0
    if answers[given].min() < 1 or answers.max() > company.questionnaire.scale.points:
        return None
    changed = list(company.answers)
    changed[wave] = answers.astype(np.uint8)
    return replace(company, answers=tuple(changed))
