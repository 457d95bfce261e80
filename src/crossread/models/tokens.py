"""What is special about a tokenizer: the pieces that it puts around a text, and the one for the unknown.

Shared by training and run time, so that an encoder sees the same of both,
whatever its pieces are called.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer


def around(tokenizer: "Tokenizer") -> tuple[list[int], list[int]]:
    """Ids of the special pieces before and behind a text: ``[CLS]`` and ``[SEP]``, ``<s>`` and ``</s>``, …"""
    encoding = tokenizer.encode("a")
    size = sum(encoding.attention_mask)  # padding may be switched on
    own = [at for at, special in enumerate(encoding.special_tokens_mask[:size]) if not special]
    if not own:
        return [], []
    ids: list[int] = encoding.ids[:size]
    return ids[: own[0]], ids[own[-1] + 1 :]


def unknown(tokenizer: "Tokenizer") -> int:
    """The piece for a word that the tokenizer drops; where it has none, the one that ends a text."""
    name = getattr(tokenizer.model, "unk_token", None)
    found = tokenizer.token_to_id(name) if name else getattr(tokenizer.model, "unk_id", None)
    if found is not None:
        return int(found)
    before, behind = around(tokenizer)
    return int([0, *before, *behind][-1])
