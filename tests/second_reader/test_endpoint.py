"""Where passages would go: told apart before anything is sent."""

import pytest

from crossread.errors import OptionError
from crossread.second_reader import Endpoint


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("http://localhost:11434/v1", "http://localhost:11434/v1/chat/completions"),
        ("http://localhost:11434/v1/", "http://localhost:11434/v1/chat/completions"),
        ("http://localhost:11434", "http://localhost:11434/v1/chat/completions"),
        ("http://localhost:8000/v1/chat/completions", "http://localhost:8000/v1/chat/completions"),
        ("https://api.example.org/openai/v4", "https://api.example.org/openai/v4/chat/completions"),
        ("https://x.example/v1?api-version=2", "https://x.example/v1/chat/completions?api-version=2"),
    ],
)
def test_a_base_address_or_the_whole_one_is_taken(given: str, url: str) -> None:
    assert Endpoint.of(given, "tiny").url == url


@pytest.mark.parametrize(
    ("url", "model", "says"),
    [
        ("localhost:11434", "tiny", "no http or https address"),
        ("ftp://localhost/v1", "tiny", "no http or https address"),
        ("http:///v1", "tiny", "no http or https address"),
        ("http://[::1/v1", "tiny", "cannot be read"),
        ("http://localhost:99999/v1", "tiny", "cannot be read"),
        ("https://me:secret@api.example.org/v1", "tiny", "CROSSREAD_SECOND_READER_KEY"),
        ("http://localhost/v1", "  ", "No model is named"),
    ],
)
def test_an_address_that_is_none_is_refused_without_showing_secrets(url: str, model: str, says: str) -> None:
    with pytest.raises(OptionError, match=says) as caught:
        Endpoint.of(url, model)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "127.8.8.8", "[::1]", "LOCALHOST", "llm.localhost"]
)
def test_this_machine_needs_no_warning(host: str) -> None:
    assert Endpoint.of(f"http://{host}:11434/v1", "tiny").warning is None


@pytest.mark.parametrize(
    "host",
    [
        "api.example.org",
        "192.168.1.7",
        "10.0.0.2",
        "127.0.0.1.example.org",
        "localhost.example.org",
    ],
)
def test_every_other_machine_gets_a_warning_that_names_it(host: str) -> None:
    warning = Endpoint.of(f"https://{host}/v1", "tiny").warning or ""
    assert "leave this machine" in warning
    assert host in warning
    assert "not encrypted" not in warning
    assert "not encrypted" in (Endpoint.of(f"http://{host}/v1", "tiny").warning or "")


def test_a_local_server_that_passes_passages_on_gets_a_warning() -> None:
    endpoint = Endpoint.of("http://localhost:11434/v1", "large:120b-cloud")
    assert not endpoint.local
    assert "large:120b-cloud" in (endpoint.warning or "")


def test_a_query_is_not_shown() -> None:
    assert (
        Endpoint.of("https://x.example/v1?key=secret", "tiny").shown
        == "https://x.example/v1/chat/completions"
    )
