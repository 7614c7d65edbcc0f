"""Brands in the browser: uploaded, refused, shown, and harmless whatever they say."""

import html
from io import BytesIO

import pytest

from diagnostic.brand.logos import MOST_BYTES
from diagnostic.pipeline import audit, brands, listing
from diagnostic.pipeline.brands import Typed
from tests.brand.pictures import SVG, bomb, logo, opened, saved
from tests.collection.company import launched, token
from tests.web.survey import page

PLACE, SETTINGS = "/app/companies/acme/brand", "/app/companies/acme/settings"
PNG = saved(logo((320, 96)))
MARKUP = "\"'></p><script>alert(1)</script>{{ 7 * 7 }}"
FILLED = {
    "first": "#14532d",
    "second": "#0e7490",
    "sender": "Acme People",
    "footer": "Acme, Lisboa",
}


@pytest.fixture
def desk(office):
    """A consultant of Acme."""
    office.company()
    return office.signed_in("ana@example.com", "consultant", "acme")


@pytest.fixture
def house(office):
    """An administrator."""
    return office.signed_in("chief@example.com", "administrator")


def upload(content, name="logo.png"):
    return {"logo": (BytesIO(content), name)}


def send_large(client, content):
    """Post a large file; the client's own way leaves one of its own open."""
    head = 'Content-Disposition: form-data; name="{}"'
    token, file = head.format("csrf_token"), head.format('logo"; filename="x.png')
    body = f"--x\r\n{token}\r\n\r\n{client.token()}\r\n--x\r\n{file}\r\n\r\n"
    kind = "multipart/form-data; boundary=x"
    whole = body.encode() + content + b"\r\n--x--\r\n"
    return client.post(PLACE, data=whole, content_type=kind)


def text(answer):
    return html.unescape(answer.get_data(as_text=True))


def test_client_gets_a_brand(office, desk):
    answer = desk.send(PLACE, FILLED | upload(PNG))

    assert answer.status_code == 303
    assert answer.location == PLACE
    found = brands.of_company(office.installation, "acme")
    assert (found.first, found.second) == ("#14532d", "#0e7490")
    assert (found.sender, found.footer) == ("Acme People", "Acme, Lisboa")
    shown = text(desk.get(PLACE))
    assert "Saved." in shown
    assert "9.11:1" in shown  # WebAIM's checker, for #14532d on white
    entry = audit.entries(office.installation, "acme")[0]
    assert (entry.act, entry.account) == ("brand_changed", "ana@example.com")


def test_logo_is_served_as_a_picture(desk, house):
    assert desk.get("/app/companies/acme/logo").status_code == 404
    desk.send(PLACE, upload(PNG))
    house.send("/app/brand", {"name": "House"} | upload(PNG))

    for path in ("/app/companies/acme/logo", "/app/logo"):
        answer = desk.get(path)
        assert answer.mimetype == "image/png"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert opened(answer.data).size == (320, 96)


def test_brand_reaches_respondents_at_once(office, desk):
    wave = launched(office.installation)
    link = f"/s/{token(office.installation, wave, 'marketing1@example.com')}"
    office.app.test_client().get(link)

    desk.send(PLACE, FILLED | upload(PNG))

    shown = page(office.app.test_client().get(link))
    assert shown.all("img")[0]["alt"] == "Acme"
    assert [rect["fill"] for rect in shown.all("rect")] == ["#14532d", "#0e7490"]


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        pytest.param(SVG, "logo.svg", "neither a PNG nor a JPEG", id="SVG"),
        pytest.param(SVG, "logo.png", "neither a PNG nor a JPEG", id="renamed SVG"),
        pytest.param(b"GIF89a", "logo.png", "neither a PNG nor a JPEG", id="GIF"),
        pytest.param(PNG[:99], "logo.png", "This picture is damaged", id="half"),
        pytest.param(bomb(9000, 9000), "x.png", "16 million pixels", id="bomb"),
    ],
)
def test_wrong_upload_is_refused_and_the_rest_is_kept(desk, content, name, said):
    answer = desk.send(PLACE, FILLED | upload(content, name))

    assert answer.status_code == 422
    assert said in text(answer)
    found = {field["name"]: field.get("value") for field in page(answer).all("input")
             if "name" in field}  # fmt: skip
    assert {part: found[part] for part in FILLED} == FILLED
    assert desk.get("/app/companies/acme/logo").status_code == 404
    assert FILLED["footer"] not in text(desk.get(PLACE))


def test_large_upload_is_refused_beside_its_field(desk):
    answer = send_large(desk, bytes(MOST_BYTES + 1))

    assert answer.status_code == 422
    assert "A logo has up to 2 MB." in text(answer)


def test_upload_that_is_far_too_large_is_not_read(desk):
    answer = send_large(desk, bytes(4_000_000))

    assert answer.status_code == 413
    assert "Go back and choose a smaller file." in text(answer)


def test_everything_that_is_wrong_stands_beside_its_field(desk):
    wrong = {"first": "#eee", "second": "red", "sender": "a@b", "footer": "http://x"}

    answer = desk.send(PLACE, wrong)

    assert answer.status_code == 422
    faults = [tag["id"] for tag in page(answer).all("p") if tag.get("class") == "fault"]
    assert faults == [f"f-{part}" for part in wrong]
    said = text(answer)
    assert "#eeeeee is too pale for white paper: its contrast is 1.16:1" in said
    assert "Contrast on white: 1.16:1" in said
    for value in wrong.values():
        assert f'value="{value}"' in said


def test_faults_are_told_in_the_visitors_language(office, desk):
    office.company("Lusa", "pt")
    client = office.signed_in("rui@example.com", "consultant", "lusa")

    answer = client.send("/app/companies/lusa/brand", {"first": "#eee"})

    assert "#eeeeee é demasiado clara para papel branco: o contraste é de 1,16:1" in (
        text(answer)
    )


def test_markup_is_text_wherever_it_is_shown(office, desk, house):
    house.send("/app/brand", {"name": MARKUP, "footer": MARKUP} | upload(PNG))
    desk.send(PLACE, {"sender": MARKUP, "footer": MARKUP})
    desk.send(SETTINGS, {"name": MARKUP, "language": "en"})

    for client, path in (
        (desk, PLACE),
        (desk, SETTINGS),
        (desk, "/app/companies/acme/"),
        (desk, "/app/"),
        (house, "/app/brand"),
    ):
        written = client.get(path).get_data(as_text=True)
        assert "<script>alert" not in written
        assert "</p><script" not in written
        assert "&lt;script&gt;" in written
        assert "{{ 7 * 7 }}" in written


def test_two_who_edit_notice_each_other_and_lose_nothing(office, desk):
    other = office.signed_in("rui@example.com", "consultant", "acme")
    seen = {
        field["name"]: field.get("value", "")
        for field in page(desk.get(PLACE)).inputs
        if field.get("name") == "seen"
    }
    assert seen["seen"]
    other.send(PLACE, seen | {"footer": "Theirs"})

    answer = desk.send(PLACE, seen | {"footer": "Mine"})

    assert answer.status_code == 409
    assert "Somebody else has changed the brand meanwhile" in text(answer)
    assert 'value="Mine"' in text(answer)
    assert "Theirs" in text(answer)
    assert brands.of_company(office.installation, "acme").footer == "Theirs"
    [again] = [f["value"] for f in page(answer).inputs if f.get("name") == "seen"]
    assert desk.send(PLACE, {"seen": again, "footer": "Mine"}).status_code == 303
    assert brands.of_company(office.installation, "acme").footer == "Mine"


def test_double_click_changes_nothing_more(office, desk):
    desk.send(PLACE, FILLED | upload(PNG))
    for _ in range(2):
        answer = desk.send("/app/companies/acme/logo/remove")
        assert answer.status_code == 303
    assert brands.of_company(office.installation, "acme").logo is None
    assert brands.of_company(office.installation, "acme").first == "#14532d"


def test_opening_a_page_changes_nothing(office, desk):
    before = brands.both(office.installation, "acme")
    for path in (PLACE, SETTINGS, "/app/companies/acme/logo/remove"):
        desk.get(path)

    assert brands.both(office.installation, "acme") == before


def test_workspace_bears_the_name_of_the_consultancy(office, desk, house):
    assert "Alignment Diagnostic" in text(desk.get("/app/"))

    house.send("/app/brand", {"name": "Meridian Advisory"})

    assert "Meridian Advisory</a>" in text(desk.get("/app/"))
    assert brands.of_consultancy(office.installation).name == "Meridian Advisory"
    assert audit.entries(office.installation, "")[0].act == "brand_changed"


def test_logo_of_the_consultancy_needs_a_name(house):
    answer = house.send("/app/brand", upload(PNG))

    assert answer.status_code == 422
    assert "A logo needs a name, which is read out in its place." in text(answer)


def test_company_is_renamed_and_keeps_its_address(office, desk):
    answer = desk.send(SETTINGS, {"name": "Acme Lda.", "language": "pt"})

    assert answer.status_code == 303
    found = listing.company(office.installation, "acme")
    assert (found.name, found.language, found.slug) == ("Acme Lda.", "pt", "acme")
    assert "<h1>Acme Lda.</h1>" in text(desk.get("/app/companies/acme/"))
    assert audit.entries(office.installation, "acme")[0].act == "company_changed"


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "", "language": "en"},
        {"name": "x" * 201, "language": "en"},
        {"name": "a\u202eb", "language": "en"},
        {"name": "Acme", "language": "fr"},
    ],
)
def test_company_keeps_its_name_if_the_new_one_cannot_be(office, desk, fields):
    answer = desk.send(SETTINGS, fields)

    assert answer.status_code == 422
    assert listing.company(office.installation, "acme").name == "Acme"


def test_page_tells_what_stands_in_for_the_client(office, desk):
    brands.save(
        office.installation, None, Typed("House", "#111111", "", "House desk", "Porto")
    )

    shown = text(desk.get(PLACE))

    assert "House desk" in shown
    assert "Prepared by House" in " ".join(shown.split())
