"""The outline shows all that a questionnaire asks."""

from pathlib import Path

from questionnaires import outline, parse

VALID = (Path(__file__).parent / "samples" / "field-work.toml").read_text("utf-8")


def test_the_outline_shows_every_word_that_is_asked():
    shown = outline(parse(VALID.encode()), "en")

    assert (
        shown
        == """\
Field work
==========
field-work, version 2

Scale:
  1  No
  2  Partly
  3  Yes
Codes of a missing answer: 0, 8, n/a

Tools (tools_used)
------------------

Own tools
  t1
    My tools work.
    Leadership reads: Their tools work.

Without a facet
  t3
    My tools are at hand.

Time (time)
-----------
  T_2 (reversed: disagreement is the favourable end; reworded since the version before)
    I am short of time.
  c1 (a choice, tallied and not tested)
    Which day suits?
    - monday: Monday
    - friday: Friday
"""
    )


def test_the_outline_speaks_the_language_of_the_questionnaire():
    shown = outline(parse(VALID.encode()), "pt")

    assert "A direção lê: As ferramentas deles funcionam." in shown
    assert "Leadership" not in shown
