"""The two networks: shapes, and that a result depends on its own input alone."""

import numpy as np
import pytest

from crossread.models import DIMENSIONS, Encoder, Reader, Views, reader_model
from crossread.stages.read.labels import ATTRIBUTION, ENTITY, INNER, PARTS


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


def test_the_pieces_of_words_do_not_hang_on_what_was_read_before(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"Berg{n} said of Lund{n % 3} : “ unbelievably so ” \u200d .".split() for n in range(8)]
    alone = [Reader().pieces(words) for words in texts]
    assert [pieces for reader in [Reader()] for pieces in map(reader.pieces, texts)] == alone
    monkeypatch.setattr(reader_model, "_REMEMBERED", 11)
    forgetful = Reader()
    assert [forgetful.pieces(words) for words in texts] == alone
    assert len(forgetful._known) <= 11


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
    assert out.inner.shape == (4, len(INNER))
    assert len(out.memory) == 4


def test_padding_does_not_change_what_the_second_pass_says_of_a_cue(reader: Reader) -> None:
    words = ["Berg", "said", "the", "mine", "was", "closed"]
    memory = reader.run(reader.pieces(words), np.ones((6, 4), np.int64)).memory[None]
    mark, distance = np.asarray([[0, 1, 0, 0, 0, 0]]), np.asarray([[10, 0, 1, 2, 3, 3]])
    parts, real = reader.roles(Views(memory, mark, distance, np.ones((1, 6), np.bool_)))
    wider = [np.pad(values, ((0, 0), (0, 3))) for values in (mark, distance, np.ones((1, 6), np.bool_))]
    padded, same = reader.roles(Views(np.pad(memory, ((0, 0), (0, 3), (0, 0))), *wider))
    assert parts.shape == (1, 6, len(PARTS))
    assert np.allclose(parts, padded[:, :6], atol=1e-4)
    assert np.allclose(real, same, atol=1e-5)


def test_labels_of_the_weights_are_those_of_the_code(reader: Reader) -> None:
    assert tuple(reader.labels["attribution"]) == ATTRIBUTION
    assert tuple(reader.labels["entity"]) == ENTITY
    moves, first = reader.crf
    assert moves.shape == (7, 7)
    assert first.shape == (7,)
    assert tuple(reader.labels["inner"]) == INNER
    assert tuple(reader.labels["parts"]) == PARTS
    moves, first = reader.parts_crf
    assert moves.shape == (5, 5)
    assert first.shape == (5,)
