"""Users, tokens, sessions and the log of what was done, on every store."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event, inspect, select, text

from crossread.dossier import Dossier, DossierError, NotFoundError, reads, schema
from crossread.dossier.database import Database, migrations
from crossread.dossier.people import Lifetime, Role, Sessions
from crossread.errors import OptionError

from .conftest import Make

NOON = datetime(2031, 5, 12, 12, tzinfo=UTC)


def test_a_user_signs_in_by_a_token_of_which_only_a_hash_is_kept(made: Make) -> None:
    dossier = made()
    person, token = dossier.users.add("Ada Berg", Role.OWNER, by="Jo")
    assert dossier.users.by_token(token) == person
    assert dossier.users.by_token(token[:-1]) is None
    assert dossier.users.by_token("") is None
    secret = Sessions(dossier.database).begin(person)
    assert len({token, secret}) == 2
    with dossier.database.read() as connection:
        held = repr([list(connection.execute(select(table))) for table in schema.metadata.sorted_tables])
    assert "Ada Berg" in held
    for word in (token, token.removeprefix("crossread_"), secret):
        assert word not in held


def test_two_tokens_are_never_alike(made: Make) -> None:
    dossier = made()
    tokens = [dossier.users.add(f"User {number}", Role.READER, by="Jo")[1] for number in range(5)]
    assert len(set(tokens)) == 5
    assert all(len(token) == len("crossread_") + 43 for token in tokens)


def test_revoking_ends_tokens_and_sessions_at_once_and_adding_again_lets_in(made: Make) -> None:
    dossier = made()
    sessions = Sessions(dossier.database)
    person, token = dossier.users.add("Ada Berg", Role.OWNER, by="Jo")
    secret = sessions.begin(person)
    assert dossier.users.has_owner()
    dossier.users.revoke("ada berg", by="Jo")
    assert dossier.users.by_token(token) is None
    assert sessions.person(secret) is None
    assert not dossier.users.has_owner()
    assert [one.revoked is None for one in dossier.users.everyone()] == [False]
    with pytest.raises(OptionError, match="was taken away"):
        dossier.users.set_role("Ada Berg", Role.READER, by="Jo")
    again, other = dossier.users.add("Ada Berg", Role.READER, by="Jo")
    assert (again.id, again.role, again.revoked) == (person.id, Role.READER, None)
    assert dossier.users.by_token(token) is None
    assert dossier.users.by_token(other) == again


def test_a_new_token_replaces_the_old_and_ends_sessions(made: Make) -> None:
    dossier = made()
    person, token = dossier.users.add("Ada Berg", Role.OWNER, by="Jo")
    secret = Sessions(dossier.database).begin(person)
    _, renewed = dossier.users.renew("Ada Berg", by="Jo")
    assert dossier.users.by_token(token) is None
    assert Sessions(dossier.database).person(secret) is None
    assert dossier.users.by_token(renewed) == person


def test_a_role_counts_at_once_for_tokens_and_sessions(made: Make) -> None:
    dossier = made()
    person, token = dossier.users.add("Ada Berg", Role.READER, by="Jo")
    secret = Sessions(dossier.database).begin(person)
    dossier.users.set_role("Ada Berg", Role.REVIEWER, by="Jo")
    for found in (dossier.users.by_token(token), Sessions(dossier.database).person(secret)):
        assert found is not None
        assert found.role is Role.REVIEWER


@pytest.mark.parametrize("name", ["", " ", "a" * 81, "Ada\nBerg\x00", "Ada\u202eBerg", "Ada\u200bBerg"])
def test_a_name_that_could_deceive_is_refused(made: Make, name: str) -> None:
    dossier = made()
    with pytest.raises(OptionError):
        dossier.users.add(name, Role.READER, by="Jo")
    assert dossier.users.everyone() == []


def test_names_that_look_alike_are_one(made: Make) -> None:
    dossier = made()
    dossier.users.add("Ada Berg", Role.READER, by="Jo")
    for alike in ("ada  berg", "ＡDA Berg"):
        with pytest.raises(OptionError, match="already"):
            dossier.users.add(alike, Role.READER, by="Jo")
    with pytest.raises(NotFoundError):
        dossier.users.revoke("Ada Lund", by="Jo")


@pytest.mark.parametrize(
    ("visits", "lives"),
    [
        ([30], True),
        ([61], False),
        ([50, 100, 150], True),  # each within an hour of the last
        ([50, 100, 150, 200, 241], False),  # four hours are over
    ],
)
def test_a_session_ends_by_idleness_and_by_age(made: Make, visits: list[int], lives: bool) -> None:
    dossier = made()
    person, _ = dossier.users.add("Ada Berg", Role.READER, by="Jo")
    lifetime = Lifetime(idle=timedelta(hours=1), absolute=timedelta(hours=4))
    sessions = Sessions(dossier.database, lifetime)
    secret = sessions.begin(person, at=NOON)
    found = [sessions.person(secret, at=NOON + timedelta(minutes=minute)) for minute in visits]
    assert all(one == person for one in found[:-1])
    assert (found[-1] is not None) is lives


def test_sessions_that_are_over_are_swept_away(made: Make) -> None:
    dossier = made()
    person, _ = dossier.users.add("Ada Berg", Role.READER, by="Jo")
    sessions = Sessions(dossier.database)
    for days in range(0, 40, 10):
        sessions.begin(person, at=NOON + timedelta(days=days))
    with dossier.database.read() as connection:
        assert len(connection.execute(select(schema.session)).all()) == 1


def test_signing_out_ends_one_session_and_no_other(made: Make) -> None:
    dossier = made()
    person, _ = dossier.users.add("Ada Berg", Role.READER, by="Jo")
    sessions = Sessions(dossier.database)
    one, other = sessions.begin(person), sessions.begin(person)
    sessions.end(one)
    assert sessions.person(one) is None
    assert sessions.person(other) == person


def test_changes_of_users_are_logged_with_who_made_them(made: Make) -> None:
    dossier = made()
    dossier.users.add("Ada Berg", Role.READER, by="Jo", client="command line")
    dossier.users.set_role("Ada Berg", Role.OWNER, by="Jo", client="command line")
    dossier.users.renew("Ada Berg", by="Kim")
    dossier.users.revoke("Ada Berg", by="Kim")
    found = dossier.trail.entries().items
    assert [(entry.by, entry.action, entry.what) for entry in found] == [
        ("Kim", "user-revoked", "Ada Berg (owner)"),
        ("Kim", "user-token", "Ada Berg (owner)"),
        ("Jo", "user-role", "Ada Berg (owner)"),
        ("Jo", "user-added", "Ada Berg (reader)"),
    ]
    assert found[-1].client == "command line"


def test_a_dossier_keeps_an_owner_where_it_is_asked_to(made: Make) -> None:
    dossier = made()
    dossier.users.add("Ada Berg", Role.OWNER, by="Jo")
    kim, _ = dossier.users.add("Kim Dahl", Role.READER, by="Jo")
    with pytest.raises(OptionError, match="no owner"):
        dossier.users.revoke("Ada Berg", by="Jo", keep_owner=True)
    with pytest.raises(OptionError, match="no owner"):
        dossier.users.set_role("Ada Berg", Role.REVIEWER, by="Jo", keep_owner=True)
    assert dossier.users.has_owner()
    assert dossier.trail.entries().total == 2
    assert dossier.users.one(kim.id) == kim
    with pytest.raises(NotFoundError):
        dossier.users.one("0" * 16)


@pytest.mark.parametrize("statement", ["update audit set what = 'nothing'", "delete from audit"])
def test_the_database_itself_refuses_to_change_the_log(made: Make, statement: str) -> None:
    dossier = made()
    dossier.trail.write(by="Jo", action="judge", what="first")
    with pytest.raises(DossierError, match="entries stay"), dossier.database.write() as connection:
        connection.execute(text(statement))
    assert [entry.what for entry in dossier.trail.entries().items] == ["first"]


def test_a_full_disk_does_not_keep_a_user_from_reading(made: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = made()
    person, _ = dossier.users.add("Ada Berg", Role.READER, by="Jo")
    sessions = Sessions(dossier.database)
    secret = sessions.begin(person, at=NOON)

    def full() -> None:
        raise DossierError("There is no room left.")

    monkeypatch.setattr(dossier.database, "write", full)
    assert sessions.person(secret, at=NOON + timedelta(minutes=5)) == person


def test_the_log_is_filtered_and_comes_in_parts(made: Make) -> None:
    dossier = made()
    for number in range(7):
        dossier.trail.write(by=f"User {number % 2}", action="judge", what=f"{number}\0\ud800" + "x" * 900)
    assert dossier.trail.entries(by="User 0").total == 4
    assert dossier.trail.entries(action="sign-in").total == 0
    today = datetime.now(UTC).date()
    assert dossier.trail.entries(since=today.isoformat(), until=today.isoformat()).total == 7
    assert dossier.trail.entries(until=(today - timedelta(days=2)).isoformat()).total == 0
    part = dossier.trail.entries(limit=3, offset=3)
    assert [entry.what[0] for entry in part.items] == ["3", "2", "1"]
    assert part.total == 7
    assert all(len(entry.what) <= 500 for entry in part.items)


def tables(connection: Connection) -> dict[str, Any]:
    """All that a database says of its tables, in a form that two can be compared in."""
    seen = inspect(connection)
    return {
        name: {
            "columns": [
                (column["name"], str(column["type"]), column["nullable"]) for column in seen.get_columns(name)
            ],
            "key": seen.get_pk_constraint(name)["constrained_columns"],
            "foreign": sorted(
                (key["constrained_columns"], key["referred_table"]) for key in seen.get_foreign_keys(name)
            ),
            "unique": sorted(one["column_names"] for one in seen.get_unique_constraints(name)),
            "indexes": sorted((one["name"] or "", one["column_names"]) for one in seen.get_indexes(name)),
        }
        for name in seen.get_table_names()
        if not name.startswith("claim_words")
    }


@pytest.fixture
def first(place: str) -> str:
    """A dossier as the first migration made it."""
    from alembic import command

    Dossier.create(place, name="Old").close()
    database = Database(place)
    with closing(database), database.write() as connection:
        config = migrations()
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
    return place


def test_an_older_dossier_is_brought_up_to_date_and_has_the_tables_of_a_new_one(
    first: str, made: Make
) -> None:
    with closing(Database(first)) as database, database.read() as connection:
        assert "person" not in tables(connection)
        assert "article" in tables(connection)
    with closing(Dossier.open(first)) as dossier:
        assert dossier.status().name == "Old"
        dossier.users.add("Ada Berg", Role.OWNER, by="Jo")
        with dossier.database.read() as connection:
            migrated = tables(connection)
    with made().database.read() as connection:
        assert migrated == tables(connection)


def test_the_migrations_make_what_the_schema_says(made: Make, place: str) -> None:
    with closing(Database(place)) as database, database.write() as connection:
        schema.metadata.create_all(connection)
        stated = tables(connection)
    with made().database.read() as connection:
        held = tables(connection)
        del held["alembic_version"]
        assert held == stated


def test_the_first_migration_does_not_depend_on_the_schema_of_today(place: str) -> None:
    from alembic import command

    with closing(Database(place)) as database, database.write() as connection:
        config = migrations()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        held = set(tables(connection))
        assert "person" not in held
        assert {"article", "bundle", "judgement", "feed"} <= held
        assert connection.execute(text("select version_num from alembic_version")).scalar() == "0001"


def test_articles_are_counted_without_reading_their_rows(made: Make) -> None:
    """Rows of articles hold their texts: a list that reads them all is slow in a large dossier."""
    dossier = made()
    if not dossier.database.sqlite:
        pytest.skip("the plan of a query is read as SQLite writes it")
    with dossier.database.read() as connection:
        asked: list[str] = []
        event.listen(connection.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        reads.days_published(connection)
        reads.outlets(connection)
        plans = [
            [
                row[3]
                for row in connection.exec_driver_sql(f"explain query plan {query}", (1,) * query.count("?"))
            ]
            for query in asked[:2]
        ]
    assert all("COVERING INDEX" in plan[0] for plan in plans), plans
