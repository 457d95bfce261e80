"""Which language a text is in, doubtful cases in favour of the reader's languages."""

import re
from collections.abc import Collection
from functools import cache
from typing import Any

_LETTERS_NEEDED = 200
_SAMPLE = 20_000  # code points from the middle: the ends of a page are names and links
_SURE = 0.9
# English words without which no English prose gets by, and which other languages lack.
_ENGLISH = re.compile(
    r"\b(?:the|of|and|that|with|this|from|have|which|would|they|said|not|are|were)\b", re.IGNORECASE
)
_ENGLISH_SHARE = 0.07  # of all words; English prose has 0.15 to 0.25, broken English over 0.1
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str, allowed: Collection[str]) -> str:
    """ISO 639-1 code of the language of ``text``.

    Texts of under 200 letters, and those of which the classifier (langid.py,
    Lui and Baldwin 2012) is not sure, pass as the first of ``allowed`` (English
    where that is empty). English function words overrule it: transcripts and
    machine translations full of foreign names are English.
    """
    default = next(iter(allowed), "en")
    middle = max(0, (len(text) - _SAMPLE) // 2)
    sample = text[middle : middle + _SAMPLE]
    words = _WORD.findall(sample)
    if sum(map(len, words)) < _LETTERS_NEEDED:
        return default
    if len(_ENGLISH.findall(sample)) >= _ENGLISH_SHARE * len(words):
        return "en"
    code, certainty = _classifier().classify(sample)
    return str(code) if certainty >= _SURE else default


@cache
def _classifier() -> Any:
    # Imported where used: most runs hold nothing but English, which is told without it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
