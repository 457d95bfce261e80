"""The second pass: what is looked at around a cue."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from crossread.models import Reader
from crossread.stages.read.roles import BEFORE, BEHIND, Cue, distances, frames


@given(st.integers(0, 200), st.integers(0, 4), st.integers(0, BEFORE), st.integers(0, BEHIND))
def test_distances_tell_sides_apart_and_fit_their_table(
    cue: int, size: int, before: int, behind: int
) -> None:
    found = distances(cue - before, cue + size + 1 + behind, (cue, cue + size))
    assert (found[before : before + size + 1] == 0).all()
    assert ((found[:before] >= 10) & (found[:before] < 20)).all()
    assert ((found[before + size + 1 :] >= 1) & (found[before + size + 1 :] < 10)).all()


def test_no_part_leaves_the_zone_of_its_cue(reader: Reader) -> None:
    rng = np.random.default_rng(1)
    memory = rng.normal(size=(40, 192)).astype(np.float32)
    zones = np.repeat(np.asarray([0, 1, 0], np.int32), [15, 10, 15])
    cues = [Cue(at, at, False, 1.0) for at in range(0, 40, 3)]
    for frame in frames(cues, memory, zones, np.zeros(40, np.bool_), reader):
        for part in frame.parts:
            assert len({*zones[part.first : part.last + 1].tolist(), int(zones[frame.cue.first])}) == 1
