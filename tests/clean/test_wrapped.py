"""Text of a fixed width: its line breaks wrap paragraphs, they do not end sentences."""

from hypothesis import given
from hypothesis import strategies as st

from crossread.records import RawArticle
from crossread.records.segment import sentences
from crossread.stages.clean import clean

WRAPPED = """Ministers meet in the harbour town

The ministers of the two republics met on Monday in the harbour town and
spoke for an hour about the ferries, the tolls and the old bridge, which
has been closed to lorries since the storm of last winter.

The minister of works said that the bridge would open before the summer,
and that nobody had asked her for more money than the council voted. She
added that the tolls would stay as they are.

Lorries will take the northern road until then, which is longer by an
hour and passes through four villages that have asked for the same
bridge for twenty years.
"""


def raw(text: str) -> RawArticle:
    return RawArticle("mail.txt", text, "text", "utf-8", "en")


def test_sentences_of_wrapped_text_run_on_over_the_line() -> None:
    (article,) = clean([raw(WRAPPED)])
    found = [" ".join(span.of(article.prose).split()) for span in sentences(article.prose)]
    assert "She added that the tolls would stay as they are." in found
    assert article.text == WRAPPED


def test_windows_line_ends_keep_every_position() -> None:
    (article,) = clean([raw(WRAPPED.replace("\n", "\r\n"))])
    assert len(article.prose) == len(article.text)
    assert "harbour town and  spoke" in article.prose


@given(st.text(alphabet=st.sampled_from("ab .\n\r\u2028é"), max_size=400))
def test_prose_differs_from_the_text_in_line_breaks_alone(text: str) -> None:
    (article,) = clean([raw(text)])
    assert len(article.prose) == len(text)
    assert all(one == other or other == " " for one, other in zip(text, article.prose, strict=True))
