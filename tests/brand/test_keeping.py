"""Brands in the database: whose is shown, who notices, and what is refused."""

from threading import Thread

import pytest

from diagnostic.brand import Brand, UnfitBrandError
from diagnostic.pipeline import brands, companies, listing
from diagnostic.pipeline.brands import Typed
from diagnostic.pipeline.links import Links
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.store import brands as stored
from diagnostic.store.models import Brand as StoredBrand
from tests.brand.pictures import SVG, logo, opened, saved
from tests.collection.company import NOW, draft, launched, state, token

PNG = saved(logo((320, 96)))
HOUSE = Typed("House", "#111111", "#222222", "House survey", "House, Porto")
CLIENT = Typed("", "#333333", "#444444", "Acme HR", "Acme, Lisboa")


@pytest.fixture
def acme(installation):
    return companies.add(installation, "Acme", "en")


def test_nobody_has_a_brand_at_first(installation, acme):
    assert brands.of_consultancy(installation) == Brand()
    assert brands.of_company(installation, acme) == Brand("Acme")


def test_client_goes_before_consultancy(installation, acme):
    other = companies.add(installation, "Other", "en")

    brands.save(installation, None, HOUSE, logo=PNG)
    brands.save(installation, acme, Typed(first="#333333", footer="Acme, Lisboa"))

    house = brands.of_consultancy(installation)
    assert (house.name, house.first, house.sender) == ("House", "#111111", HOUSE.sender)
    assert opened(house.logo).size == (320, 96)
    assert brands.of_company(installation, other) == house
    shown = brands.of_company(installation, acme)
    assert (shown.name, shown.logo) == ("House", house.logo)
    assert (shown.first, shown.second) == ("#333333", None)
    assert (shown.sender, shown.footer) == ("House survey", "Acme, Lisboa")
    own, also = brands.both(installation, acme)
    assert own == Brand("Acme", first="#333333", footer="Acme, Lisboa")
    assert also == house


def test_logo_stays_until_another_comes_or_it_is_removed(installation, acme):
    brands.save(installation, acme, CLIENT, logo=PNG)
    brands.save(installation, acme, Typed())

    kept = brands.of_company(installation, acme)
    assert kept == Brand("Acme", kept.logo)
    assert kept.logo
    brands.save(installation, acme, Typed(), logo=saved(logo((40, 16))))
    assert opened(brands.of_company(installation, acme).logo).size == (40, 16)
    for _ in range(2):
        brands.remove_logo(installation, acme)
        assert brands.of_company(installation, acme) == Brand("Acme")


@pytest.mark.parametrize(
    ("typed", "picture", "sentence"),
    [
        pytest.param(Typed(first="#eeeeee"), None, "too pale", id="pale"),
        pytest.param(Typed(first="blue"), None, "is not a colour", id="no colour"),
        pytest.param(Typed(sender="a@b"), None, "not an address", id="sender"),
        pytest.param(Typed(footer="x" * 301), None, "301 characters", id="footer"),
        pytest.param(Typed(), SVG, "neither a PNG", id="SVG"),
        pytest.param(Typed(), PNG[:50], "damaged", id="damaged"),
    ],
)
def test_what_is_refused_changes_nothing(installation, acme, typed, picture, sentence):
    brands.save(installation, acme, CLIENT, logo=PNG)
    before = brands.of_company(installation, acme)

    with pytest.raises(UnfitBrandError, match=sentence):
        brands.save(installation, acme, typed, logo=picture)
    assert brands.of_company(installation, acme) == before


def test_logo_of_the_consultancy_needs_a_name(installation):
    with pytest.raises(UnfitBrandError, match="needs a name"):
        brands.save(installation, None, Typed(), logo=PNG)
    assert brands.of_consultancy(installation) == Brand()

    brands.save(installation, None, HOUSE, logo=PNG)
    with pytest.raises(UnfitBrandError, match="needs a name"):
        brands.save(installation, None, Typed())
    assert brands.of_consultancy(installation).name == "House"


def test_unknown_company_is_refused(installation):
    for act in (
        lambda: brands.save(installation, "nobody", CLIENT),
        lambda: brands.remove_logo(installation, "nobody"),
        lambda: brands.of_company(installation, "nobody"),
        lambda: brands.both(installation, "nobody"),
    ):
        with pytest.raises(RefusedError, match="there is no company nobody"):
            act()


def test_two_who_change_a_brand_notice_each_other(installation, acme):
    seen = brands.both(installation, acme)[0].version
    brands.save(installation, acme, CLIENT, seen=seen)

    with pytest.raises(RefusedError, match="somebody else has changed the brand"):
        brands.save(installation, acme, Typed(footer="Mine"), seen=seen)

    now = brands.both(installation, acme)[0]
    assert now.footer == CLIENT.footer
    brands.save(installation, acme, Typed(footer="Mine"), seen=now.version)
    assert brands.of_company(installation, acme).footer == "Mine"


def test_two_first_brands_at_once_become_one(installation):
    with installation.database.writing() as session:
        stored.hold(session)
        stored.change(session, None, name="One")
        other = Thread(target=brands.save, args=(installation, None, Typed("Two")))
        other.start()
        other.join(1)  # it waits, or has made a second brand by now
    other.join()

    assert brands.of_consultancy(installation).name == "Two"
    with installation.database.reading() as session:
        assert session.query(StoredBrand).count() == 1


@pytest.mark.parametrize("owner", ["acme", None])
def test_every_process_notices_a_change_while_a_wave_is_open(installation, owner):
    wave = launched(installation)
    mine = token(installation, wave, "marketing1@example.com")
    running = Links(installation)
    assert running.find(mine, NOW).brand == Brand("Acme")

    brands.save(installation, owner, HOUSE)

    assert running.find(mine, NOW).brand.footer == "House, Porto"
    assert state(installation) == "open"


def test_drafts_are_left_alone(installation):
    draft(installation)

    brands.save(installation, "acme", CLIENT)

    assert state(installation) == "draft"


def test_everything_that_is_wrong_is_told_with_its_part(installation, acme):
    wrong = Typed("\0", "x", "#eee", "@", "://")

    with pytest.raises(UnfitBrandError) as refused:
        brands.save(installation, None, wrong, logo=SVG)

    found = [fault.part for fault in refused.value.faults]
    assert found == ["name", "first", "second", "sender", "footer", "logo"]
    assert len(str(refused.value).splitlines()) == len(found)


def test_company_is_renamed_on_pages_that_are_open(installation):
    wave = launched(installation)
    mine = token(installation, wave, "marketing1@example.com")
    running = Links(installation)
    assert running.find(mine, NOW).company == "Acme"

    companies.change(installation, "acme", " Acme  Lda. ", "pt")

    assert running.find(mine, NOW).company == "Acme Lda."
    assert listing.company(installation, "acme").language == "pt"
    with pytest.raises(RefusedError, match="needs a name"):
        companies.change(installation, "acme", " ", "pt")
    with pytest.raises(RefusedError, match="there is no company nobody"):
        companies.change(installation, "nobody", "Nobody", "pt")
