"""A process that never stops adding, judging and taking out, to be killed: python restless.py WHERE SEED."""

import random
import sys

from crossread.dossier import Dossier
from crossread.records import Action
from dossier.texts import ALL, blob


def main(where: str, seed: int) -> None:
    """Write to the dossier until somebody ends it."""
    chance = random.Random(seed)
    with Dossier.open(where, workers=1) as dossier:
        dossier.settle()
        print("ready", flush=True)
        while True:
            held = dossier.articles(limit=100).items
            if len(held) > 3 and chance.random() < 0.4:
                dossier.remove(chance.choice(list(held)).id, settle=chance.random() < 0.8)
            else:
                dossier.add_blobs([blob(chance.choice(ALL))], settle=chance.random() < 0.8)
            queue = dossier.review_queue(limit=1).items
            if queue and chance.random() < 0.2:
                dossier.undo(dossier.judge(queue[0].finding.id, Action.REJECT, by="Ada").id, by="Ada")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
