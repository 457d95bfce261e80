import os
import stat
import sys
from pathlib import Path

import pytest

from crossread.cli.cache import last_report
from crossread.cli.output import check_output, color_wanted, write_file, write_output
from crossread.errors import OutputError


def test_a_file_is_replaced_whole_and_keeps_its_permissions(tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    target.write_text("old")
    target.chmod(0o640)
    write_output(str(target), "new “words”\r\n")
    assert target.read_bytes() == "new “words”\r\n".encode()
    if os.name == "posix":
        assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [target]


def test_a_failed_write_leaves_the_old_file_and_no_rest(tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    target.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_file(target, "\ud800")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(os.name != "posix", reason="needs links")
def test_a_link_is_followed_and_a_device_is_written_to(tmp_path: Path) -> None:
    target, link = tmp_path / "report.html", tmp_path / "latest.html"
    target.write_text("old")
    link.symlink_to(target)
    write_output(str(link), "new")
    assert link.is_symlink()
    assert target.read_text() == "new"
    write_output(os.devnull, "gone")
    assert not Path(os.devnull).is_file()


def test_a_folder_that_is_gone_by_then_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="could not be written"):
        write_output(str(tmp_path / "gone" / "report.html"), "words")


def test_standard_output_and_no_output_need_no_check() -> None:
    check_output("-")
    check_output(None)


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="needs a user who may not write everywhere"
)
def test_a_folder_that_may_not_be_written_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="may not be written"):
        check_output(str(tmp_path / "report.html"))


def test_colour_is_for_terminals_that_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert color_wanted(None)
    assert not color_wanted(False)
    monkeypatch.setenv("TERM", "dumb")
    assert not color_wanted(None)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not color_wanted(None)
    assert color_wanted(True)


def test_the_cache_folder_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert last_report() == tmp_path / "crossread" / "last-report.json"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert last_report().parent.parent != Path("relative")
