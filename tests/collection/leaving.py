"""Two companies with some of everything, one of which leaves."""

import secrets

from sqlalchemy import delete, text, update

from diagnostic.ballots import keys
from diagnostic.store import models as m
from tests.collection.company import NOW
from tests.store.rows import collected, company, move, wave

ANNA = "anna@consultancy.example"
NAMES = ("draft", "scheduled", "open", "closed", "sealed")


class Engagement:
    """A company with some of everything, and texts that nobody else has."""

    def __init__(self, slug):
        self.slug = slug
        self.texts = {}

    def text(self, name):
        """Draw a text that is to be found in no file."""
        self.texts[name] = f"{name} {secrets.token_hex(8)}"
        return self.texts[name]

    def stored(self, session, installation, account):
        """Write it to the tables, with the keys of what is not sealed."""
        self.owner = company(session, self.slug)
        self.owner.name = self.text("name")
        session.add(m.Membership(account_id=account.id, company_id=self.owner.id))
        session.add(
            m.Brand(company_id=self.owner.id, footer=self.text("footer"), logo=b"PNG")
        )
        self.waves = {}
        for name in NAMES:
            if name in ("draft", "scheduled"):
                found = wave(session, self.owner, name, subject=self.text(name))
                move(session, found, name)
                self.waves[name] = found.id
            else:
                state = "open" if name == "open" else "closed"
                self.waves[name] = collected(session, self.owner, name, state).wave
            keys.create(installation.keys, self.waves[name])
        self._sealed(session, installation, account)
        session.add(
            m.Event(
                at=NOW, account=ANNA, company=self.slug, act="launched",
                about={"wave": self.text("entry")},
            )
        )  # fmt: skip

    def _sealed(self, session, installation, account):
        sealed, draft = self.waves["sealed"], self.waves["draft"]
        for table in (m.Mail, m.Participant, m.Spent, m.Ballot):
            session.execute(delete(table).where(table.wave_id == sealed))
        document = self.text("release").encode()
        session.add(m.Release(wave_id=sealed, document=document, sha256="5" * 64))
        session.get(m.Wave, sealed).state = "sealed"
        keys.destroy(installation.keys, sealed)
        comment = m.Comment(wave_id=sealed, text=self.text("comment"))
        session.add_all([comment, m.Kept(wave_id=sealed, document=self.text("kept"))])
        session.flush()
        session.add_all(
            [
                m.Redaction(comment_id=comment.id, wave_id=sealed),
                m.Wording(
                    wave_id=draft, kind="reminder", subject="s", body=self.text("body")
                ),
                m.Commentary(
                    wave_id=sealed, language="en", section="foreword",
                    text=self.text("foreword"),
                ),
                m.Notice(account_id=account.id, kind="test", wave_id=draft),
                m.Document(
                    wave_id=sealed, kind="pdf", language="en", asked=NOW,
                    content=self.text("file").encode(),
                ),
                m.Document(
                    wave_name=f"{self.slug}-Q3", kind="reports", language="en",
                    asked=NOW, account_id=account.id, content=self.text("all").encode(),
                    state="done", companies=["sister", self.slug],
                ),
            ]
        )  # fmt: skip
        self._quarters(session, account)
        session.execute(
            update(m.Wave).where(m.Wave.id == sealed).values(name=f"{self.slug}-Q3")
        )

    def _quarters(self, session, account):
        pair = {"earlier_id": self.waves["closed"], "later_id": self.waves["sealed"]}
        compared = self.text("comparison").encode()
        session.add_all(
            [
                m.DepartmentMap(**pair, pairs=[["a", self.text("map")]], confirmed=NOW),
                m.Comparison(**pair, mapped=True, document=compared, sha256="6" * 64),
            ]
        )
        action = m.Action(
            company_id=self.owner.id, wave_id=pair["later_id"], dimension="d",
            what=self.text("what"), owner=self.text("owner"), note=self.text("note"),
            measure=self.text("measure"), unit=self.text("unit"),
            team=self.text("team"), created=NOW, reminded_id=account.id,
        )  # fmt: skip
        session.add(action)
        session.flush()
        session.add(
            m.Measurement(
                action_id=action.id, quarter=NOW.date(), company_id=self.owner.id,
                value=1.5,
            )
        )  # fmt: skip


def engaged(installation):
    """Two companies of one consultant, and what belongs to none."""
    with installation.database.writing() as session:
        anna = m.Account(email=ANNA, role="consultant", language="en", uniquifier="1")
        session.add_all(
            [
                anna,
                m.Brand(name="Consultancy"),
                m.Event(at=NOW, account=ANNA, act="invited", about={"member": ANNA}),
            ]
        )
        session.flush()
        session.add(m.Notice(account_id=anna.id, kind="welcome"))
        found = [Engagement("acme"), Engagement("other")]
        for engagement in found:
            engagement.stored(session, installation, anna)
    return installation, *found


def dump(database):
    """Every row of every table as the database keeps it."""
    with database.reading() as session:
        return {
            table.name: sorted(
                map(repr, session.execute(text(f'SELECT * FROM "{table.name}"')))  # noqa: S608
            )
            for table in m.Base.metadata.sorted_tables
        }
