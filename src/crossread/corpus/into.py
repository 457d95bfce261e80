"""What was read into a dossier: each article once, whatever was added before the run was killed."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from crossread.corpus.errors import CorpusError
from crossread.corpus.places import Folder
from crossread.corpus.stories import reads
from crossread.pipeline import Progress
from crossread.stages.read import Policy

if TYPE_CHECKING:
    from crossread.corpus.running import CorpusOptions


def put_into(
    where: str, folder: Folder, shards: Sequence[str], options: "CorpusOptions", progress: Progress
) -> None:
    """Add all articles of a corpus to the dossier ``where``, and compare what they touch.

    A dossier that is not there is made. Raises CorpusError where the articles were
    read in another way than a dossier reads, DossierError where it cannot be opened.
    """
    from crossread.dossier import Dossier, DossierOptions

    if options.reader is not None or options.nested is not Policy.SPEECH:
        raise CorpusError(
            "A dossier holds what the shipped reader reads, with voices within voices as it is set.",
            remedy="Leave out --into, or --reader and --nested.",
        )
    if "://" not in where and not Path(where).exists():
        made = DossierOptions(sides=dict(options.sides), max_words=options.max_words)
        Dossier.create(where, options=made).close()
    with Dossier.open(where, workers=options.hands()) as dossier:
        dossier.add_read(reads(folder, shards), progress=progress)
