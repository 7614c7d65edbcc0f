"""What forms find by themselves, in words that the catalogue knows."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import DateField, IntegerField, RadioField, SelectChoice, StringField
from wtforms.validators import InputRequired

from diagnostic.web.forms import Form, Line
from reports.wording import words


class Everything(Form):
    name = StringField("", [Line(3)])
    day = DateField("")
    people = IntegerField("")
    mode = RadioField("", choices=[SelectChoice("a", "A")])
    needed = StringField("", [InputRequired()])


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", "", "Preencha este campo."),
        ("name", "abcd", "É demasiado longo."),
        ("name", "a\x07", "Há aqui um carácter que não se pode imprimir."),
        ("day", "tomorrow", "Isto não é um dia."),
        ("people", "many", "Isto não é um número inteiro."),
        ("mode", "z", "Escolha uma opção."),
        ("needed", "", "Preencha este campo."),
    ],
)
def test_fault_of_a_field_is_said_in_portuguese(field, typed, said):
    with Flask(__name__).test_request_context():
        form = Everything(MultiDict({field: typed}), meta={"csrf": False})
        form.validate()

    assert words("pt").marked(form[field].errors[0]) == said
