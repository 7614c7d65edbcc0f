"""What respondents were promised, held by the database itself, by triggers.

They bind everybody who writes: a consultant at an SQL prompt as well as a mistake
of ours. Whoever may drop triggers is not stopped.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, text

_FROZEN = (
    *("id", "company_id", "subject", "mode", "minimum", "small_leadership"),
    *("questionnaire_key", "questionnaire_version", "questionnaire_source"),
)
_STEPS = (
    *("draft>draft", "draft>scheduled", "draft>open"),
    *("scheduled>scheduled", "scheduled>open", "scheduled>closed"),
    *("open>open", "open>closed", "closed>closed", "closed>sealed", "sealed>sealed"),
)


@dataclass(frozen=True)
class _Promise:
    """A trigger that refuses a change of a row, with a sentence, if a condition holds.

    The condition is written for both databases: ``{differs}`` is how each says that
    two values, perhaps NULL, are not the same.
    """

    name: str
    table: str
    event: str
    condition: str
    sentence: str


_PROMISES = (
    _Promise(
        "wave_keeps_its_terms",
        "wave",
        "UPDATE",
        "OLD.state <> 'draft' AND ("
        + " OR ".join(f"NEW.{column} {{differs}} OLD.{column}" for column in _FROZEN)
        # PostgreSQL compares JSON as text only.
        + " OR CAST(NEW.rules AS text) {differs} CAST(OLD.rules AS text))",
        "a launched wave keeps the terms that its respondents were told",
    ),
    _Promise(
        "wave_goes_forward",
        "wave",
        "UPDATE",
        "OLD.state || '>' || NEW.state NOT IN ("
        + ", ".join(f"'{step}'" for step in _STEPS)
        + ")",
        "a wave goes from draft to sealed and never back",
    ),
    _Promise(
        "release_is_final", "release", "UPDATE", "true", "a release is never changed"
    ),
    _Promise(
        "comparison_is_final",
        "comparison",
        "UPDATE",
        "true",
        "a comparison is never changed",
    ),
    _Promise(
        "department_map_is_final",
        "department_map",
        "UPDATE",
        "true",
        "a confirmed map of departments is never changed",
    ),
    _Promise(
        "farewell_is_final",
        "farewell",
        "UPDATE",
        "true",
        "a farewell is never changed",
    ),
)

_STAYS = "a release is never deleted"
_IS_THERE = "a farewell ends with its company"
# A company's releases go only while its deletion is under way; see `Farewell`.
_LEAVES = (
    "EXISTS (SELECT 1 FROM farewell JOIN wave"
    " ON wave.company_id = farewell.company_id WHERE wave.id = OLD.{wave})"
)
_COMPANY_IS_THERE = "EXISTS (SELECT 1 FROM company WHERE id = OLD.company_id)"

_CLOSED_URN = "no ballot is cast into a wave that is not open"
_URNS = ("ballot", "spent")

# INSERT OR REPLACE deletes the row that is in the way without asking its triggers.
_NOT_REPLACED = {
    "wave": "EXISTS (SELECT 1 FROM wave WHERE id = NEW.id)",
    "release": "EXISTS (SELECT 1 FROM release WHERE wave_id = NEW.wave_id)",
    "farewell": "EXISTS (SELECT 1 FROM farewell WHERE company_id = NEW.company_id)",
    "comparison": "EXISTS (SELECT 1 FROM comparison WHERE mapped = NEW.mapped AND"
    " earlier_id = NEW.earlier_id AND later_id = NEW.later_id)",
    "department_map": "EXISTS (SELECT 1 FROM department_map WHERE"
    " earlier_id = NEW.earlier_id AND later_id = NEW.later_id)",
}

_REFUSE = """
CREATE FUNCTION diagnostic_promise_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = '23000';
END $$
"""
# The lock lets a closing wave and a last answer wait for each other: without it both
# could commit, and somebody who was thanked would not be counted.
_OPEN_ONLY = f"""
CREATE FUNCTION diagnostic_promise_of_the_urn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM wave WHERE id = NEW.wave_id AND state = 'open' FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = '{_CLOSED_URN}', ERRCODE = '23000';
    END IF;
    RETURN NEW;
END $$
"""
# Conditions of triggers hold no subquery there.
_REFUSE_IF = """
CREATE FUNCTION diagnostic_promise_of_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {condition} THEN
        RAISE EXCEPTION USING MESSAGE = '{sentence}', ERRCODE = '23000';
    END IF;
    RETURN OLD;
END $$
"""
# Trigger: table, condition under which nothing is deleted from it, sentence.
_KEPT = {
    "release_stays": ("release", f"NOT {_LEAVES.format(wave='wave_id')}", _STAYS),
    "comparison_stays": (
        "comparison",
        f"NOT {_LEAVES.format(wave='later_id')}",
        "a comparison is never deleted",
    ),
    "department_map_stays": (
        "department_map",
        f"NOT {_LEAVES.format(wave='later_id')}",
        "a confirmed map of departments is never deleted",
    ),
    "farewell_stays": ("farewell", _COMPANY_IS_THERE, _IS_THERE),
}


def install(connection: Connection) -> None:
    """Set the triggers, none of which may be there."""
    statements = (
        _on_sqlite() if connection.dialect.name == "sqlite" else _on_postgresql()
    )
    for statement in statements:
        connection.execute(text(statement))


def remove(connection: Connection) -> None:
    """Take away the triggers of whichever version."""
    if connection.dialect.name == "sqlite":
        found = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ends = [f"DROP TRIGGER {name}" for name in _names(connection, found)]
    else:
        found = (
            "SELECT proname FROM pg_proc WHERE proname LIKE 'diagnostic\\_promise%'"
            " AND pronamespace = current_schema::text::regnamespace"
        )
        ends = [f"DROP FUNCTION {name} CASCADE" for name in _names(connection, found)]
    for statement in ends:
        connection.execute(text(statement))


def _names(connection: Connection, query: str) -> list[str]:
    return list(connection.scalars(text(query)))


def _on_sqlite() -> list[str]:
    def trigger(name: str, when: str, condition: str, sentence: str) -> str:
        return (
            f"CREATE TRIGGER {name} BEFORE {when} FOR EACH ROW WHEN {condition}"
            f" BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
        )

    return [
        *(
            trigger(
                promise.name,
                f"{promise.event} ON {promise.table}",
                promise.condition.format(differs="IS NOT"),
                promise.sentence,
            )
            for promise in _PROMISES
        ),
        *(
            trigger(
                f"{table}_is_not_replaced",
                f"INSERT ON {table}",
                there,
                f"this {table} is there already",
            )
            for table, there in _NOT_REPLACED.items()
        ),
        *(
            trigger(name, f"DELETE ON {table}", condition, sentence)
            for name, (table, condition, sentence) in _KEPT.items()
        ),
        *(
            trigger(
                f"{table}_needs_an_open_wave",
                f"INSERT ON {table}",
                "NOT EXISTS"
                " (SELECT 1 FROM wave WHERE id = NEW.wave_id AND state = 'open')",
                _CLOSED_URN,
            )
            for table in _URNS
        ),
    ]


def _on_postgresql() -> list[str]:
    return [
        _REFUSE,
        _OPEN_ONLY,
        *(
            f"CREATE TRIGGER {promise.name} BEFORE {promise.event} ON {promise.table}"
            " FOR EACH ROW WHEN"
            f" ({promise.condition.format(differs='IS DISTINCT FROM')})"
            f" EXECUTE FUNCTION diagnostic_promise_refuses('{promise.sentence}')"
            for promise in _PROMISES
        ),
        *(
            _REFUSE_IF.format(name=name, condition=condition, sentence=sentence)
            for name, (_, condition, sentence) in _KEPT.items()
        ),
        *(
            f"CREATE TRIGGER {name} BEFORE DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION diagnostic_promise_of_{name}()"
            for name, (table, _, _) in _KEPT.items()
        ),
        *(
            f"CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table}"
            f" EXECUTE FUNCTION diagnostic_promise_refuses('{sentence}')"
            for table, _, sentence in _KEPT.values()
        ),
        *(
            f"CREATE TRIGGER {table}_needs_an_open_wave BEFORE INSERT ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION diagnostic_promise_of_the_urn()"
            for table in _URNS
        ),
    ]
