"""Watching, against a real server on this machine that misbehaves."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from crossread.cli import main
from crossread.dossier import Dossier
from crossread.dossier.watching import Fetcher, FetchOptions, Watcher
from crossread.dossier.watching.fetch import FailedError
from crossread.dossier.watching.guard import is_public
from crossread.dossier.watching.sources import Sort, content_of, listed
from crossread.errors import InputError

from .misbehaving import ATOM, BOMB, FLOOD_PAGE, OPML, RSS, Server, misbehaving


@pytest.fixture
def server() -> Iterator[Server]:
    with misbehaving() as found:
        yield found


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    made = Fetcher(FetchOptions(rate=0, max_bytes=1_000_000, max_seconds=1.5, private=True))
    yield made
    made.close()


@pytest.fixture
def dossier(tmp_path: Path) -> Iterator[Dossier]:
    with Dossier.create(tmp_path / "watch.db", workers=1) as made:
        yield made


def watcher(dossier: Dossier, fetcher: Fetcher, *sources: str) -> Watcher:
    return Watcher(dossier, sources, fetcher, revisit=timedelta(0))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("loop", "redirects more than 5 times"),
        ("tofile", "Only http and https"),
        ("toprivate", "robots.txt"),
        ("private", "robots.txt"),
        ("large", "larger than 1 MB"),
        ("lying", "larger than 1 MB"),
        ("cut", "could not be fetched"),
        ("slowbody", "not answer in time"),
        ("slowhead", "not answer in time"),
        ("garbage", "could not be fetched"),
        ("failing", "status 500"),
        ("nowhere", "status 404"),
    ],
)
def test_what_goes_wrong_is_told_in_words_and_in_time(
    server: Server, fetcher: Fetcher, path: str, words: str
) -> None:
    start = time.monotonic()
    with pytest.raises(FailedError, match=words):
        fetcher.get(f"{server.url}/{path}")
    assert time.monotonic() - start < 4


@pytest.mark.parametrize(
    "url",
    [
        "ftp://lake.example/a",
        "http://ada:secret@lake.example/",
        "http://",
        "http://[::1",
        "nonsense",
        "http://a:0/",
    ],
)
def test_addresses_that_are_none_are_not_asked(fetcher: Fetcher, url: str) -> None:
    with pytest.raises(FailedError):
        fetcher.get(url)


def test_the_private_network_is_not_asked_unless_allowed(server: Server) -> None:
    guarded = Fetcher(FetchOptions(rate=0, robots=False))
    for url in (server.url, server.url.replace("127.0.0.1", "localhost"), "http://2130706433/"):
        with pytest.raises(FailedError, match="--allow-private"):
            guarded.get(f"{url}/flood")
    guarded.close()
    assert server.asked == {}


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("::ffff:10.0.0.1", False),
        ("2002:0a00:0001::", False),
        ("224.0.0.1", False),
        ("0.0.0.0", False),  # noqa: S104
        ("9.9.9.9", True),
        ("2620:fe::fe", True),
    ],
)
def test_public_addresses_are_told_from_others(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_a_redirect_is_followed_to_where_it_leads(server: Server, fetcher: Fetcher) -> None:
    found = fetcher.get(f"{server.url}/moved")
    assert found.url == f"{server.url}/flood"
    assert found.data == FLOOD_PAGE.encode()


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False)])
def test_a_host_without_rules_allows_and_one_in_trouble_does_not(
    server: Server, fetcher: Fetcher, status: int, allowed: bool
) -> None:
    server.robots_status = status
    if allowed:
        assert fetcher.get(f"{server.url}/private").data
    else:
        with pytest.raises(FailedError, match=r"robots\.txt"):
            fetcher.get(f"{server.url}/flood")


def test_a_host_is_asked_no_faster_than_it_wants(server: Server) -> None:
    server.robots = "User-agent: crossread\nCrawl-delay: 7\n"
    waits: list[float] = []
    fetcher = Fetcher(FetchOptions(rate=3, private=True), sleep=waits.append)
    for path in ("flood", "strike"):
        fetcher.get(f"{server.url}/{path}")
    fetcher.close()
    assert [round(wait) for wait in waits] == [7, 7]


def test_a_feed_brings_its_pages_once_and_their_new_texts_as_revisions(
    server: Server, fetcher: Fetcher, dossier: Dossier
) -> None:
    watching = watcher(dossier, fetcher, f"{server.url}/rss", f"{server.url}/nowhere")
    first = watching.round()
    assert len(first.added.new) == 2
    assert [item.path for item in first.failed] == [f"{server.url}/nowhere"]
    assert {line.url for line in dossier.articles().items} == {f"{server.url}/flood", f"{server.url}/strike"}
    again = watching.round()
    assert again.added.new == ()
    assert again.unchanged == 1
    server.revised = True
    assert len(watching.round().added.revised) == 1
    assert dossier.status().replaced == 1


def test_lists_of_feeds_lead_to_pages_and_each_is_asked_once(
    server: Server, fetcher: Fetcher, dossier: Dossier
) -> None:
    outcome = watcher(dossier, fetcher, f"{server.url}/opml").round()
    assert len(outcome.added.new) == 2
    assert server.asked["flood"] == server.asked["robots.txt"] == 1
    assert outcome.failed == ()


def test_a_page_is_not_asked_again_too_soon(server: Server, fetcher: Fetcher, dossier: Dossier) -> None:
    watching = Watcher(dossier, [f"{server.url}/rss"], fetcher, revisit=timedelta(hours=1))
    watching.round()
    watching.round()
    assert (server.asked["rss"], server.asked["flood"]) == (2, 1)


def test_bombs_go_off_nowhere(server: Server, fetcher: Fetcher, dossier: Dossier) -> None:
    outcome = watcher(dossier, fetcher, f"{server.url}/bomb", f"{server.url}/zipbomb").round()
    assert outcome.added.new == ()
    assert not any("passwd" in path for path in server.asked)


def test_what_an_answer_is_is_told_by_its_content() -> None:
    home = "http://lake.example"
    assert content_of(RSS.format(home).encode(), home).leads_to == (f"{home}/flood", f"{home}/strike")
    assert content_of(ATOM.format(home).encode(), home).sort is Sort.FEED
    assert content_of(OPML.format(home).encode(), home).leads_to == (f"{home}/rss", f"{home}/atom")
    assert content_of(BOMB.format(home).encode(), home).sort is Sort.FEEDS
    for page in (b"", b"plain words", FLOOD_PAGE.encode(), b"<?xml version='1.0'?><note/>", b"\xff\xfe\0<"):
        assert content_of(page, home).sort is Sort.PAGE


def test_a_file_of_addresses_is_read_and_a_missing_one_told(
    server: Server, fetcher: Fetcher, dossier: Dossier, tmp_path: Path
) -> None:
    assert listed("\ufeff# pages\nhttp://a/\n\nhttp://a/\nhttp://b/ \n") == ("http://a/", "http://b/")
    (tmp_path / "pages.txt").write_text(f"# mine\n{server.url}/flood\n", "utf-8")
    (tmp_path / "feeds.opml").write_text(OPML.format(server.url), "utf-8")
    sources = (str(tmp_path / "pages.txt"), str(tmp_path / "feeds.opml"))
    assert len(watcher(dossier, fetcher, *sources).round().added.new) == 2
    with pytest.raises(InputError, match="cannot be read"):
        watcher(dossier, fetcher, str(tmp_path / "none.txt")).round()


def test_the_command_watches_once(server: Server, dossier: Dossier, tmp_path: Path) -> None:
    line = ["dossier", "watch", str(tmp_path / "watch.db"), f"{server.url}/rss", "--once", "--rate", "0"]
    refused = CliRunner().invoke(main, line)
    assert refused.exit_code == 3
    assert "--allow-private" in refused.output
    done = CliRunner().invoke(main, [*line, "--allow-private"])
    assert done.exit_code == 0, done.output
    assert "2 added" in done.output
