"""The two networks: shapes, and that a result depends on its own input alone."""

import numpy as np
import pytest

from crossread.models import DIMENSIONS, Encoder, Reader
from crossread.stages.read.labels import ATTRIBUTION, ENTITY


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def test_vectors_have_length_one_and_their_shape(encoder: Encoder) -> None:
    vectors = encoder.encode(["The minister resigned.", "", "word " * 400])
    assert vectors.shape == (3, DIMENSIONS)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert encoder.encode([]).shape == (0, DIMENSIONS)


def test_a_vector_does_not_depend_on_its_company(encoder: Encoder) -> None:
    texts = ["The minister resigned.", "Rain fell all day.", "Prices rose by 3 per cent in May."]
    together = encoder.encode(texts)
    assert np.array_equal(together[::-1], encoder.encode(texts[::-1]))
    assert np.array_equal(together[1], encoder.encode([texts[1]])[0])


def test_like_sentences_lie_close(encoder: Encoder) -> None:
    a, b, c = encoder.encode(["The minister resigned.", "The minister stepped down.", "Rain fell all day."])
    assert a @ b > 0.6 > 0.3 > a @ c


def test_words_never_come_without_pieces(reader: Reader) -> None:
    words = ["The", "\u0301", "\x00", "İstanbul", "中", "x" * 500, "\ue000"]
    pieces = reader.pieces(words)
    assert len(pieces) == len(words)
    assert all(1 <= len(ids) <= 16 for ids in pieces)


def test_scores_have_one_row_a_word(reader: Reader) -> None:
    pieces = reader.pieces(["Berg", "said", "unbelievably", "so"])
    out = reader.run(pieces, np.ones((4, 4), np.int64))
    assert out.attribution.shape == (4, len(ATTRIBUTION))
    assert out.entity.shape == (4, len(ENTITY))
    assert out.links.shape[:3] == (4, 4, 2)


def test_labels_of_the_weights_are_those_of_the_code(reader: Reader) -> None:
    assert tuple(reader.labels["attribution"]) == ATTRIBUTION
    assert tuple(reader.labels["entity"]) == ENTITY
    moves, first = reader.crf
    assert moves.shape == (7, 7)
    assert first.shape == (7,)
    assert set(reader.linkers) == {"content_cue", "cue_source"}
