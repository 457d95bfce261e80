"""Acts: how many cues the table knows, and whether the act has the class that PLOVER's coders gave.

    python bench/acts.py [--errors N]

``cues``    share of PolNeAR's gold cues that the table knows, and of forms that may be
            verb or noun, how many are taken for what CoreNLP's tags (silver) say.
``events``  PLOVER's gold standard records: the words that the coder marked as the event,
            read as a cue. Only classes that are acts of speech count.
``read``    PLOVER-coded sentences through the reader: the act of the first attribution
            whose source overlaps the coded source, over sentences that have one; ``among``
            counts those where any attribution to that source has the class, too.

Only classes that are mostly spoken are looked at; deeds (ASSAULT, AID, yielding by
withdrawing troops, …) have no cue to be read from. PLOVER codes what a sentence says
will happen ("said it will visit" is AGREE): figures of ``all`` and ``attributed`` count
such as wrong, those of ``classed`` are over sentences whose cue is more than a bare "said".
"""

import argparse
import csv
import re
from bisect import bisect_left
from collections import Counter
from importlib import resources
from pathlib import Path

from common import machine, read_jsonl, shared
from crossread.models import Reader
from crossread.records import Article, Span
from crossread.stages.read import cues, read

# Names that older and newer versions of PLOVER give to one class.
RENAMED = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE"}
SPOKEN = {"AGREE", "SUPPORT", "ACCUSE", "REQUEST", "REJECT", "THREATEN"}
_MARK = re.compile(r"</?[st]>")


def classes() -> dict[str, str]:
    """PLOVER's class of each act that has one."""
    with resources.files("crossread.stages.read").joinpath("acts.csv").open(encoding="utf-8") as lines:
        return {row["act"]: row["plover"] for row in csv.DictReader(lines) if row["plover"]}


def table(data: Path) -> Counter[str]:
    """Counts over the gold cues of PolNeAR train."""
    out: Counter[str] = Counter()
    for row in read_jsonl(data / "data" / "attribution" / "polnear_train.jsonl.gz"):
        starts = [token[0] for token in row["toks"]]
        for item in row["attributions"]:
            if not item["cue"]:
                continue
            cue = Span(item["cue"][0][0], item["cue"][-1][1])
            out["cues"] += 1
            out["known"] += cues.known(cue.of(row["text"]))
            tags = [
                token[2][:2]
                for token in row["toks"][bisect_left(starts, cue.start) : bisect_left(starts, cue.end)]
                if token[2] and cues.ambiguous(row["text"][token[0] : token[1]])
            ]
            if len(tags) == 1 and tags[0] in ("NN", "VB"):
                noun = cues.sense_at(row["text"], cue).type == "noun"
                out["ambiguous"] += 1
                out["as tagged"] += noun == (tags[0] == "NN")
    return out


def events(data: Path) -> tuple[Counter[str], list[str]]:
    """PLOVER's gold records: the class of the event words as a cue."""
    known, out, wrong = classes(), Counter[str](), []
    for row in read_jsonl(data / "data" / "events" / "plover_gsr.jsonl.gz"):
        gold = RENAMED.get(row["event"], row["event"])
        marked = re.findall(r"\(EVT: (.*?)\)", str(row["textInfo"]))
        if gold not in SPOKEN or not marked:
            continue
        found = known.get(cues.sense(marked[0]).act, "")
        out["all"] += 1
        out["right"] += found == gold
        out["classed"] += bool(found)
        if found != gold:
            wrong.append(f"{gold} read as {found or '-'}: {', '.join(marked)}")
    return out, wrong


def as_read(data: Path, reader: Reader) -> tuple[Counter[str], list[str]]:
    """PLOVER-coded sentences through the reader."""
    known, out, wrong = classes(), Counter[str](), []
    for number, row in enumerate(read_jsonl(data / "data" / "events" / "PLV_train.jsonl.gz")):
        gold = RENAMED.get(row["root"], row["root"])
        if gold not in SPOKEN:
            continue
        before, _, rest = row["marked"].partition("<s>")
        start = len(_MARK.sub("", before))
        source = Span(start, start + max(1, len(_MARK.sub("", rest.partition("</s>")[0]))))
        text = _MARK.sub("", row["marked"])
        out["all"] += 1
        reading = read(Article(str(number), f"{number}.txt", text, "text", "utf-8", "en"), reader)
        held = [item for item in reading.attributions if item.source and item.source.overlap(source)]
        if not held:
            continue
        found = known.get(held[0].act, "")
        out["attributed"] += 1
        out["classed"] += bool(found)
        out["right"] += found == gold
        out["among"] += gold in {known.get(item.act) for item in held}
        if found != gold:
            cue = held[0].cue.of(text) if held[0].cue else "-"
            wrong.append(f"{gold} read as {found or '-'}: {cue} | {text[:140]}")
    return out, wrong


def table_figures(data: Path) -> dict[str, float]:
    """The figures that need no model, by name."""
    told, (marked, _) = table(data), events(data)
    return {
        "cues_known": told["known"] / told["cues"],
        "nouns_told_from_verbs": told["as tagged"] / told["ambiguous"],
        "event_words_right": marked["right"] / marked["all"],
        "event_words_right_of_classed": marked["right"] / marked["classed"],
    }


def main() -> None:
    """Print the figures, and with ``--errors`` what was misread."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    data, reader = shared(), Reader()
    for name, value in table_figures(data).items():
        print(f"{name}: {value:.3f}")
    spoken, wrong = as_read(data, reader)
    print(f"sentences: {dict(spoken)}")
    print(f"sentences_right_of_attributed: {spoken['right'] / spoken['attributed']:.3f}")
    print(f"sentences_right_among_several: {spoken['among'] / spoken['attributed']:.3f}")
    print(f"sentences_right_of_classed: {spoken['right'] / spoken['classed']:.3f}")
    print("\n".join([*events(data)[1], *wrong][: options.errors]))
    print(machine())


if __name__ == "__main__":
    main()
