"""What is asked."""

from questionnaires.definition import (
    Dimension,
    Facet,
    Item,
    Option,
    Questionnaire,
    Scale,
    content,
    load,
    parse,
    published,
)
from questionnaires.outline import outline
from questionnaires.problems import Problem, QuestionnaireError

__all__ = [
    "Dimension",
    "Facet",
    "Item",
    "Option",
    "Problem",
    "Questionnaire",
    "QuestionnaireError",
    "Scale",
    "content",
    "load",
    "outline",
    "parse",
    "published",
]
