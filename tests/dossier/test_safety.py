"""Nothing is lost: processes killed at any moment, writers at once, no room left, a broken connection."""

import os
import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from crossread.dossier import Dossier, DossierError
from crossread.dossier import members as writing

from .conftest import Make
from .state import state
from .texts import ALL, FLOOD, FLOOD_AGAIN, LAKE_POST, SALT_TIMES, STRIKE, blob, blobs

TESTS = Path(__file__).parents[1]
KILLS = int(os.environ.get("CROSSREAD_KILLS", "3"))  # bench/dossier_kills.py asks for 50 on each store
LONGEST = 1.5  # seconds of work before the end


def test_a_dossier_outlives_kills_at_random_moments_and_goes_on(place: str, expected: dict[str, Any]) -> None:
    Dossier.create(place).close()
    chance = random.Random(7)
    source = Path(writing.__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": f"{source}{os.pathsep}{TESTS}", "OMP_NUM_THREADS": "1"}
    for number in range(KILLS):
        command = [sys.executable, str(TESTS / "dossier" / "restless.py"), place, str(number)]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        with process:
            assert process.stdout
            assert process.stderr
            assert process.stdout.readline() == b"ready\n", process.stderr.read().decode()
            time.sleep(chance.uniform(0, LONGEST))
            assert process.poll() is None, process.stderr.read().decode()
            process.kill()
        with closing(Dossier.open(place, workers=1)) as dossier:
            assert dossier.verify() == [], f"after kill {number + 1}"
    with closing(Dossier.open(place, workers=1)) as dossier:
        for spoken in dossier.judgements():
            if spoken.standing:  # killed between a judgement and its undoing
                dossier.undo(spoken.item.id, by="Ada")
        dossier.add_blobs(blobs(*ALL))
        assert state(dossier) == expected


def test_writers_at_once_lose_nothing(place: str, expected: dict[str, Any]) -> None:
    Dossier.create(place).close()

    def work(order: list[dict[str, Any]]) -> int:
        with closing(Dossier.open(place, workers=1)) as dossier:
            return sum(len(dossier.add_blobs([blob(report)]).new) for report in order)

    with ThreadPoolExecutor(3) as pool:
        new = list(pool.map(work, [list(ALL), list(reversed(ALL)), [*ALL[3:], *ALL[:3]]]))
    assert sum(new) == len(ALL)
    with closing(Dossier.open(place, workers=1)) as dossier:
        dossier.settle()
        assert dossier.verify() == []
        assert state(dossier) == expected


def test_readers_see_one_state_while_others_write(made: Make) -> None:
    dossier = made()
    dossier.add_blobs([blob(FLOOD)])

    def look() -> None:
        for _ in range(20):
            for line in dossier.stories().items:
                assert dossier.story(line.id).report.articles

    with ThreadPoolExecutor(2) as pool:
        looking = [pool.submit(look) for _ in range(2)]
        dossier.add_blobs(blobs(FLOOD_AGAIN, STRIKE))
        for one in looking:
            one.result()


def test_a_full_disk_is_told_and_leaves_no_half_state(tmp_path: Path) -> None:
    with closing(Dossier.create(tmp_path / "small.db", workers=1)) as dossier:
        dossier.add_blobs([blob(STRIKE)])
        (story,) = (line.id for line in dossier.stories().items)
        report = dossier.story(story).report
        with dossier.database.read() as connection:
            pages = connection.execute(text("pragma page_count")).scalar_one()

        def no_more(connection: Any, _record: Any) -> None:
            connection.execute(f"pragma max_page_count={pages + 1}")

        event.listen(dossier.database.engine, "connect", no_more)
        with pytest.raises(DossierError, match=r"no room left.*goes on where it stopped"):
            dossier.add_blobs(blobs(LAKE_POST, SALT_TIMES))
        event.remove(dossier.database.engine, "connect", no_more)
        assert dossier.verify() == []
        assert dossier.story(story).report == report
        assert 1 <= dossier.status().articles < 3
        dossier.add_blobs(blobs(LAKE_POST, SALT_TIMES))
        assert (dossier.status().articles, dossier.status().waiting) == (3, 0)
        assert dossier.verify() == []


def test_a_lost_connection_is_told_and_leaves_no_half_state(
    made: Make, store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if store == "sqlite":
        pytest.skip("a file has no connection to lose")
    import psycopg

    dossier = made()
    dossier.add_blobs([blob(STRIKE)])
    before = state(dossier)
    plain = writing.insert

    def cut(*arguments: Any) -> Any:
        out = plain(*arguments)
        url = dossier.database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(url, autocommit=True) as other:
            other.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where pid <> pg_backend_pid() and datname = current_database()"
            )
        return out

    monkeypatch.setattr(writing, "insert", cut)
    with pytest.raises(DossierError, match="cannot be reached"):
        dossier.add_blobs([blob(FLOOD)])
    monkeypatch.setattr(writing, "insert", plain)
    assert dossier.verify() == []
    assert state(dossier) == before
    assert len(dossier.add_blobs([blob(FLOOD)]).new) == 1


DAMAGES = {
    "a text": ("update article set text = :text", "not the one that was added"),
    "an id": ("update article set text_digest = 'ffffffffffffffff'", "id is not that"),
    "a reading": ("update article set reading = :text", "cannot be read"),
    "a bundle": ("update article set bundle = null", "not read together"),
    "a report": ("update bundle set report = :text", "does not fit"),
    "claims": ("delete from claim", "rows of claim"),
    "words": ("delete from claim", "index of words"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_verify_names_what_is_wrong(made: Make, damage: str) -> None:
    from crossread.dossier.codec import pack_text

    dossier = made()
    dossier.add_blobs([blob(STRIKE)])
    statement, words = DAMAGES[damage]
    with dossier.database.write() as connection:
        given = {"text": pack_text("Something else.")} if ":text" in statement else {}
        connection.execute(text(statement), given)
    assert any(words in fault.what for fault in dossier.verify()), dossier.verify()


def test_a_dossier_of_a_newer_version_is_refused(made: Make, place: str) -> None:
    with closing(Dossier.create(place)) as dossier, dossier.database.write() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(DossierError, match="newer crossread"):
        Dossier.open(place)


def test_the_migrations_make_the_tables_that_the_code_knows(made: Make) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from crossread.dossier import schema

    with made().database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        found = compare_metadata(context, schema.metadata)
    # The index of words is made by the migration alone: it differs between the databases.
    assert [one for one in found if "claim_words" not in str(one)] == []


def test_compact_gives_room_back_and_keeps_everything(made: Make) -> None:
    dossier = made()
    dossier.add_blobs(blobs(FLOOD, FLOOD_AGAIN, STRIKE))
    before = state(dossier)
    size, smaller = dossier.compact()
    assert size
    assert smaller
    assert state(dossier) == before


def test_passwords_stay_out_of_messages() -> None:
    with pytest.raises(DossierError) as caught:
        Dossier.open("postgresql://ada:secret@127.0.0.1:1/none")
    assert "secret" not in str(caught.value)
    assert "ada" in str(caught.value)
