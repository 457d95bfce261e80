"""Turn the sets of pairs into one file of arrays that training reads.

    python -m training.pair.prepare --data ../shared/data --base BASE --accounts FILE --out FOLDER

Each text stands once, as word pieces; a pair is two text numbers. With the file
training needs torch, numpy and safetensors alone.
"""

import argparse
import io
import lzma
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from training.files import whole
from training.pair.accounts import accounts
from training.pair.extra import extra
from training.pair.made import made, planted
from training.pair.pairs import LABELS, UNKNOWN, Pair, claim_differences, published, stances, unrelated
from training.pair.written import written
from training.rows import read_jsonl

MOST_PIECES = 104  # of one text
DEV = (
    "mnli_matched.dev", "rte3_3way.dev", "fever_symmetric.dev", "equate_newsnli", "negnli_mnli",
    "breaking_nli",     "glue_diagnostic", "lingnli_baseline.dev", "newprotocols_edit_premise.dev",
)  # fmt: skip


def training_pairs(data: Path) -> list[Pair]:
    """Everything to train on."""
    news, _ = stances(data / "pairs")
    return [
        *published(data / "pairs"),
        *claim_differences(data / "pairs"),
        *unrelated(data / "pairs"),
        *news,
        *made(data / "attribution" / "polnear_train.jsonl.gz"),
        *written(data),
    ]


def dev_pairs(data: Path) -> dict[str, list[Pair]]:
    """Everything to measure with, by set."""
    out: dict[str, list[Pair]] = {}
    for name in DEV:
        rows = read_jsonl(data / "pairs" / "dev" / f"{name}.jsonl.gz")
        out[name.split(".")[0]] = [
            Pair(row["premise"], row["hypothesis"], 1 << LABELS.index(row["label"]), UNKNOWN, 1.0, name)
            for row in rows
        ]
    _, news = stances(data / "pairs")
    for name in ("emergent", "fnc1"):
        out[name] = [pair for pair in news if pair.group == name]
    changed, calm = planted(data / "attribution" / "polnear_dev.jsonl.gz", 1000)
    return out | {"planted": changed, "calm": calm}


class Texts:
    """Numbered texts as word pieces."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """The number of ``text``."""
        return self._numbers.setdefault(text, len(self._numbers))

    def arrays(self) -> dict[str, np.ndarray]:
        """``pieces`` of all texts in a row, and the ``sizes`` of each."""
        encoded = self._tokenizer.encode_batch_fast(list(self._numbers), add_special_tokens=False)
        ids = [one.ids[:MOST_PIECES] for one in encoded]
        return {
            "pieces": np.concatenate([np.asarray(one, np.uint16) for one in ids]),
            "sizes": np.asarray([len(one) for one in ids], np.uint8),
        }


def columns(pairs: Sequence[Pair], texts: Texts, groups: list[str]) -> dict[str, np.ndarray]:
    """The pairs as arrays."""
    known = {name: number for number, name in enumerate(groups)}
    for pair in pairs:
        if pair.group not in known:
            known[pair.group] = len(groups)
            groups.append(pair.group)
    return {
        "first": np.asarray([texts.number(pair.first) for pair in pairs], np.int32),
        "second": np.asarray([texts.number(pair.second) for pair in pairs], np.int32),
        "label": np.asarray([pair.label for pair in pairs], np.uint8),
        "stance": np.asarray([pair.stance for pair in pairs], np.uint8),
        "rival": np.asarray([pair.rival for pair in pairs], np.uint8),
        "weight": np.asarray([pair.weight for pair in pairs], np.float16),
        "group": np.asarray([known[pair.group] for pair in pairs], np.uint8),
    }


def write(path: Path, arrays: dict[str, np.ndarray]) -> None:
    """One npz, packed as a whole, which halves it."""
    held = io.BytesIO()
    np.savez(held, **arrays)
    with whole(path) as new:
        new.write_bytes(lzma.compress(held.getvalue(), preset=6))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="folder of the pretrained encoder")
    parser.add_argument("--accounts", type=Path, required=True, help="what training.pair.rivals wrote")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(options.base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    texts, groups = Texts(tokenizer), []
    judged, unjudged, held = accounts(options.accounts)
    dev = dev_pairs(options.data) | {"rivals": held}
    seen = {(pair.first, pair.second) for pairs in dev.values() for pair in pairs}
    train = [*training_pairs(options.data), *judged]
    train = [pair for pair in train if (pair.first, pair.second) not in seen]
    more = [*extra(options.data, train), *unjudged]
    more = [pair for pair in more if (pair.first, pair.second) not in seen]
    arrays = {f"train/{key}": held for key, held in columns(train, texts, groups).items()}
    arrays |= {f"extra/{key}": held for key, held in columns(more, texts, groups).items()}
    for name, pairs in dev.items():
        arrays |= {f"dev/{name}/{key}": held for key, held in columns(pairs, texts, groups).items()}
    arrays |= texts.arrays() | {"groups": np.asarray(groups)}
    options.out.mkdir(parents=True, exist_ok=True)
    write(options.out / "pairs.npz.xz", arrays)
    for name, count in sorted(Counter(pair.group for pair in (*train, *more)).items()):
        print(f"{name}: {count}")
    print(
        {name: len(pairs) for name, pairs in dev.items()},
        len(arrays["sizes"]),
        "texts",
        len(arrays["pieces"]),
        "pieces",
    )


if __name__ == "__main__":
    main()
