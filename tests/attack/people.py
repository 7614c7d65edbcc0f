"""Who is invited, and what only they know."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from secrets import SystemRandom

from diagnostic.pipeline.submission import Answers
from tests.collection.company import SIZES, sheet

chance = SystemRandom()
FIRST = ("ana", "rui", "ines", "joao", "marta", "pedro", "sofia", "tiago", "vera")
LAST = ("abreu", "bastos", "castro", "dias", "esteves", "faria", "gomes", "horta")


@dataclass
class Person:
    """Somebody who answers, and what only they know."""

    address: str
    department: str
    token: str = field(default="", repr=False)
    answers: Answers = field(default_factory=Answers, repr=False)
    ballot: tuple = ()


def company(sizes: Mapping[str, int] = SIZES) -> list[Person]:
    """Invent people; the order of the file is neither alphabetical nor random."""
    names = [f"{first}.{last}" for last in LAST for first in FIRST]
    chance.shuffle(names)
    people = []
    for department, size in sizes.items():
        for _ in range(size):
            # A server's files may hold what others have played before.
            address = f"{names.pop()}.{chance.getrandbits(30)}@example.com"
            people.append(Person(address, department))
    return people


def sheet_of(person: Person) -> Answers:
    """Invent answers and comments that nobody else has ever given."""
    return sheet(chance.getrandbits(60), person.department == "leadership")


def form(person: Person) -> dict[str, str]:
    """Fill in the form."""
    given = person.answers
    return {
        **{item: str(point) for item, point in given.items.items()},
        **{f"comment-{key}": text for key, text in given.comments.items()},
        **{
            f"predict-{team}-{key}": str(point)
            for (team, key), point in given.predictions.items()
        },
    }
