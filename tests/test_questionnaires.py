"""The questionnaires that are shipped ask what they promise, in both languages."""

import hashlib
import re
from importlib.resources import files
from pathlib import Path

import pytest

from questionnaires import QuestionnaireError, content, load, parse, published

DOCS = Path(__file__).parents[1] / "docs"

# Only ever added to: a published version was answered in exactly these words.
SHA256 = {
    ("execution-health", 1): (
        "793486287fb8afb929a4ba34ed1c21903311c6120e862c7ead979ccda4410363"
    ),
    ("initiative-readiness", 1): (
        "6883cfce7044144f67fa11c1c228e51696c0602a064c7ef603a8b6bfd194897d"
    ),
    ("leadership-alignment", 1): (
        "addb97dada82392ec86931da81846d08af2e8ccb89168fc8763af72d086c2255"
    ),
}

# The aspects of each dimension that the articles behind the product argue for.
FACETS = {
    "leadership-alignment": {
        "vision_clarity": "direction known goals_follow goals_fit concrete",
        "resources": "budget people time tools insight",
        "collaboration": "planning handovers priority information backing",
        "expectations": "realistic analysis ownership figures shared",
    },
    "initiative-readiness": {
        "business_priority": "problem figure",
        "sponsorship": "visible",
        "capacity": "people skills time budget clash owner",
        "buy_in": "known room",
    },
    "execution-health": {
        "integrated_planning": "together resources continuous",
        "ownership": "owner decisions",
        "speed_and_adaptability": "launch course tests",
        "collaboration_rhythm": "reviews workflows",
        "capability": "skills development matched saying_no",
        "infrastructure": "one_place workflows connected debt",
        "culture_and_scaling": "recognition written standards",
        "measurement_and_learning": "estimates consistency reaction reviews results",
    },
}

ASKED = [load(key, version) for key, version in published()]
ITEMS = [pytest.param(item, id=item.id) for asked in ASKED for item in asked.items]


def file_of(key, version):
    return files("questionnaires") / f"{key}.{version}.toml"


def texts(part):
    """Give every translated text of a part of a questionnaire, at any depth."""
    if isinstance(part, dict):
        if {"en", "pt"} & part.keys():
            yield part
        else:
            for inner in part.values():
                yield from texts(inner)
    elif isinstance(part, (list, tuple)):
        for inner in part:
            yield from texts(inner)


def wordings(item, language):
    return {item.wording(language), item.wording(language, leadership=True)}


@pytest.mark.parametrize(("key", "version"), published())
def test_a_published_version_is_never_edited(key, version):
    found = hashlib.sha256(file_of(key, version).read_bytes()).hexdigest()

    assert found == SHA256.get((key, version)), (
        f"{key}.{version}.toml is published: put it back and publish your change as"
        f" {key}.{version + 1}.toml (or, for a new file, add its hash above)"
    )


def test_no_published_version_is_withdrawn():
    assert set(published()) == set(SHA256)


@pytest.mark.parametrize(("key", "version"), published())
def test_a_file_is_named_after_what_it_holds(key, version):
    asked = parse(file_of(key, version).read_bytes())

    assert (asked.key, asked.version) == (key, version)


@pytest.mark.parametrize("key", FACETS)
def test_the_latest_version_is_loaded_unless_another_is_asked_for(key):
    latest = max(version for other, version in published() if other == key)

    assert load(key) == load(key, version=latest) == load(f"{key}.{latest}")


def test_the_content_of_a_questionnaire_is_its_file(tmp_path):
    latest = load("leadership-alignment")
    shipped = file_of(latest.key, latest.version).read_bytes()
    (tmp_path / "mine.toml").write_bytes(shipped)

    assert content("leadership-alignment") == shipped
    assert content("leadership-alignment.1") == content(tmp_path / "mine.toml")


def test_the_content_of_no_questionnaire_is_refused():
    with pytest.raises(QuestionnaireError, match=r"^nobody: there is no such"):
        content("nobody")


@pytest.mark.parametrize(
    ("key", "fewest", "most"),
    [
        ("leadership-alignment", 20, 24),
        ("initiative-readiness", 10, 14),
        ("execution-health", 28, 32),
    ],
)
def test_a_questionnaire_takes_the_time_that_it_promises(key, fewest, most):
    assert fewest <= len(load(key).items) <= most


@pytest.mark.parametrize("key", FACETS)
def test_every_facet_is_asked_about(key):
    asked = load(key)
    wanted = {
        dimension: set(facets.split()) for dimension, facets in FACETS[key].items()
    }

    assert {
        dimension.key: {facet.key for facet in dimension.facets}
        for dimension in asked.dimensions
    } == wanted
    assert {
        dimension: {item.facet for item in asked.items if item.dimension == dimension}
        for dimension in wanted
    } == wanted


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.key)
def test_both_languages_say_it_in_their_own_words(asked):
    pairs = list(texts(asked.model_dump()))

    assert asked.languages == ("en", "pt")
    assert [pair for pair in pairs if pair["en"] == pair["pt"]] == []
    assert len(pairs) > len(asked.items)


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.key)
def test_the_scale_has_five_points_of_agreement(asked):
    assert asked.scale.points == 5
    assert asked.scale.missing == ()
    assert not any("say" in label for label in asked.scale.labels["en"])


# 'And' and 'or' are how two ideas get into one sentence: whoever agrees with the
# first alone has no point to choose. Lists of nouns are no exception here.
@pytest.mark.parametrize("item", ITEMS)
@pytest.mark.parametrize(
    ("language", "joint"),
    [("en", r"\b(and|or|as well as)\b|[;/]"), ("pt", r"\b(e|ou|bem como)\b|[;/]")],
)
def test_an_item_holds_one_idea(item, language, joint):
    joined = [text for text in wordings(item, language) if re.search(joint, text)]

    assert joined == []


@pytest.mark.parametrize("item", ITEMS)
def test_an_item_is_one_plain_positive_sentence(item):
    for language in ("en", "pt"):
        for text in wordings(item, language):
            assert re.fullmatch(r"[A-ZÀ-Ý][^.?!]*[.?]", text)
            assert text.endswith("?") == (item.kind == "choice")
            assert len(text.split()) <= 20
    assert not item.reverse
    assert not re.search(r"\b(not|never|no longer|n't)\b", item.wording("en"))


# Spellings and words of Brazil, in texts that are for Portugal.
@pytest.mark.parametrize("item", ITEMS)
def test_the_portuguese_is_that_of_portugal(item):
    brazilian = (
        r"\b(times?|planejad\w*|planejamento|equipes?|você|fatos?|usuári\w+"
        r"|gerenci\w+|contatos?|objectiv\w+)\b"
    )

    found = [text for text in wordings(item, "pt") if re.search(brazilian, text)]

    assert found == []


def test_only_the_figure_of_an_initiative_is_a_choice():
    choices = [item.id for asked in ASKED for item in asked.choices]

    assert choices == ["priority_figure"]


def test_no_id_is_used_for_two_questions():
    ids = [item.id for asked in ASKED for item in asked.items]

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("item", ITEMS)
def test_the_guide_names_the_article_behind_every_item(item):
    guide = (DOCS / "questionnaires.md").read_text(encoding="utf-8")

    assert re.search(rf"^\| `{item.id}` \|[^|]+\|[^|]+\| A[0-3], [^|]+\|$", guide, re.M)


def test_the_example_of_the_guide_is_a_questionnaire():
    guide = (DOCS / "questionnaires.md").read_text(encoding="utf-8")
    [example] = re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)

    asked = parse(example.encode())

    assert [item.id for item in asked.items] == ["w1", "w2", "w3"]


def test_the_guide_explains_every_key():
    guide = (DOCS / "questionnaires.md").read_text(encoding="utf-8")
    schema = type(ASKED[0]).model_json_schema()["$defs"]
    keys = [
        *(f"scale.{key}" for key in schema["Scale"]["properties"]),
        *(f"dimensions.{key}" for key in schema["Dimension"]["properties"]),
        *(f"items.{key}" for key in schema["Item"]["properties"]),
        *("key", "version", "languages", "title"),
    ]

    assert [key for key in keys if f"\n| `{key}` |" not in guide] == []
