import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.stages.ingest.unpack import DamagedError, TooLargeError, unpack


@given(st.lists(st.binary(), min_size=1, max_size=3))
def test_one_or_more_members_unpack_to_what_was_packed(parts: list[bytes]) -> None:
    assert unpack(b"".join(gzip.compress(part) for part in parts), 10_000) == b"".join(parts)


def test_a_bomb_is_stopped_at_the_limit() -> None:
    bomb = gzip.compress(b"0" * 50_000_000)
    with pytest.raises(TooLargeError):
        unpack(bomb, 1_000_000)


@pytest.mark.parametrize("cut", [3, 12, 40, -1])
def test_a_file_that_is_cut_off_is_damaged(cut: int) -> None:
    with pytest.raises(DamagedError):
        unpack(gzip.compress(b"The envoy spoke for two hours and twelve minutes." * 9)[:cut], 10_000)
