"""The words of a brand, and which brand is shown where two meet."""

import pytest

from diagnostic.brand import Brand, BrandError, texts

READERS = (texts.name, texts.sender, texts.footer)


@pytest.mark.parametrize("read", READERS)
def test_spaces_around_are_cut_off(read):
    assert read("  Acme   Consulting,  Lda. ") == "Acme Consulting, Lda."
    assert read("") == ""


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    "sign",
    [
        pytest.param("\x00", id="NUL"),
        pytest.param("\x1b", id="escape"),
        pytest.param("\u202e", id="turns the direction"),
        pytest.param("\ud800", id="half a character"),
        pytest.param("\ufeff", id="no width"),
    ],
)
def test_what_cannot_be_printed_is_refused(read, sign):
    with pytest.raises(BrandError, match="cannot be printed"):
        read(f"Acme{sign}Lda")


@pytest.mark.parametrize("read", READERS)
def test_line_ends_cannot_add_a_header(read):
    assert "\n" not in read("Acme\r\nBcc: all")
    assert "\r" not in read("Acme\r\nBcc: all")


@pytest.mark.parametrize(
    ("read", "longest"), [(texts.name, 120), (texts.sender, 120), (texts.footer, 300)]
)
def test_long_words_are_refused_with_both_lengths(read, longest):
    assert read("x" * longest) == "x" * longest
    with pytest.raises(BrandError, match=f"{longest + 1} characters, .* to {longest} "):
        read("x" * (longest + 1))


def test_sender_is_a_name():
    with pytest.raises(BrandError, match="not an address"):
        texts.sender("chief@bank.example")


def test_footer_has_no_links():
    with pytest.raises(BrandError, match="no links"):
        texts.footer("See https://evil.example/s/abc")


HOUSE = Brand("House", b"house", "#111111", "#222222", "House survey", "House, Porto")
MARK = Brand("Acme", b"acme", "#333333", "#444444", "Acme HR", "Acme, Lisboa")


@pytest.mark.parametrize(
    ("client", "shown"),
    [
        pytest.param(MARK, MARK, id="all of the client"),
        pytest.param(
            Brand("Acme"),
            HOUSE,
            id="all of the consultancy, its logo under its own name",
        ),
        pytest.param(
            Brand("Acme", first="#333333"),
            Brand("House", b"house", "#333333", None, "House survey", "House, Porto"),
            id="no colours of two brands",
        ),
        pytest.param(
            Brand("Acme", b"acme", footer="Acme, Lisboa"),
            Brand(
                "Acme", b"acme", "#111111", "#222222", "House survey", "Acme, Lisboa"
            ),
            id="what is unset",
        ),
    ],
)
def test_client_goes_before_consultancy(client, shown):
    assert client.filled(HOUSE) == shown


def test_client_keeps_its_name_where_nobody_has_a_logo():
    assert Brand("Acme").filled(Brand("House")) == Brand("Acme")


def test_logo_is_not_in_what_is_logged():
    assert "house" not in repr(HOUSE)
